import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { ACCOUNT, healthy, TOPIC } from '../../../test/support/preflightWorld.ts';
import { gone, type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import type { Report } from '../../core/preflight/report.ts';
import { liveMemory } from '../documents/liveMemory.ts';
import { checkDocument } from './checkDocument.ts';

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const config = (SNSTopic: string) => ({ SNSTopic, Events: ['ArchiveRetrievalCompleted'] });

/** Checks a live document of a vault, and gives what was shown and told. */
async function checked(
  script: Script,
  text: string,
  uri = `awsn:/profile%3Aprod/${ACCOUNT}/us-east-1/vault/tapes.live.json`,
) {
  const reads = new ScriptedReads({ ...healthy, ...script });
  const host = fakeHost({ known: [prod], front: { name: 'tapes.live.json', text } });
  Object.assign(host.aws.gateway, reads.gateway);
  liveMemory(host.memory.workspace).open(uri);
  const shown: Report[] = [];
  const ended: string[] = [];
  await checkDocument(host, uri, {
    checking: () => ({
      show: report => {
        shown.push(report);
        return true;
      },
      dispose: () => ended.push('ended'),
    }),
  });
  return { reads, shown, ended, told: host.prompter.told };
}

describe('checking where a document leads', () => {
  it('looks at what the document says, and not at what is set', async () => {
    const { reads, shown, ended, told } = await checked(
      { GetTopicAttributes: gone, ListSubscriptionsByTopic: gone },
      `// mine\n${JSON.stringify(config(`${TOPIC}-2`))}`,
    );
    expect(shown).toMatchObject([
      { kind: 'vault', name: 'tapes', region: region('us-east-1'), verdict: 'broken', config: config(`${TOPIC}-2`) },
    ]);
    expect([...reads.counts.keys()]).toEqual(['GetTopicAttributes', 'ListSubscriptionsByTopic']);
    expect(told).toMatchObject([
      {
        tone: 'warning',
        text: `Checked delivery for tapes (prod (${ACCOUNT}) · us-east-1). In the Problems panel: 1.`,
      },
    ]);
    expect(ended).toEqual(['ended']);
  });

  it('says so where all of it holds', async () => {
    const { shown, told } = await checked({}, JSON.stringify(config(TOPIC)));
    expect(shown[0]?.verdict).toBe('ok');
    expect(told).toMatchObject([{ tone: 'information', text: expect.stringContaining('no problems found') }]);
  });

  it.each(['{', '[]'])('asks nothing for a text that is no config: %s', async text => {
    const { reads, told } = await checked({}, text);
    expect(reads.counts.size).toBe(0);
    expect(told).toMatchObject([{ tone: 'error' }]);
  });
});
