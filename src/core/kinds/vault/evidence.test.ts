import { describe, expect, it } from 'vitest';
import type { CheckedResource } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { Conclusion, EvidenceLook, NoPastChange, PastChange } from '../../model/evidence.ts';
import { region } from '../../model/regions.ts';
import { vaultEvidence } from './evidence.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const ENDED = '2026-11-28T06:00:00.000Z';
const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const vault: CheckedResource = {
  ...{ source: { kind: 'default' }, accountId: '444455556666', region: region('eu-west-1'), partition: 'aws' },
  ...{ kind: 'vault', name: 'tapes', status: '', fields: new Map() },
  config: { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] },
};

type History = PastChange | NoPastChange | 'unread';

/** What is said of a job that ended, of which the topic counted nothing, by the histories of vault and topic. */
async function arrival(ofVault: History, ofTopic: History, ended = ENDED): Promise<Conclusion | undefined> {
  const look: EvidenceLook = {
    read: async () => ({ JobList: [{ Action: 'InventoryRetrieval', CompletionDate: ended }] }),
    now: () => NOW,
    others: [],
    run: {},
    lastChange: async operation => {
      const told = operation === 'SetTopicAttributes' ? ofTopic : ofVault;
      if (told === 'unread') throw new AccessError('access-denied', 'not authorized');
      return told;
    },
  };
  const gathered = await vaultEvidence.pieces.find(({ id }) => id === 'vault/arrival')?.gather(vault, look);
  return gathered !== undefined && 'conclude' in gathered ? gathered.conclude(() => []) : gathered;
}

describe('a job of which nothing came', () => {
  const none: NoPastChange = { at: null, since: null };
  const before: PastChange = { at: '2026-11-28T05:00:00Z', by: 'someone' };
  const after: PastChange = { at: '2026-11-28T07:00:00Z', by: 'someone' };
  const backThen: NoPastChange = { at: null, since: '2026-11-28T05:00:00Z' };
  const notSoFar: NoPastChange = { at: null, since: '2026-11-28T07:00:00Z' };

  it.each([
    [none, none],
    [before, before],
    [backThen, backThen],
  ])('is one that something stops where nothing was changed since: %j, %j', async (ofVault, ofTopic) => {
    expect(await arrival(ofVault, ofTopic)).toMatchObject({ verdict: 'broken' });
  });

  it.each<[string, History, History]>([
    ['set-since', after, none],
    ['topic-since', none, after],
    ['changes-unread', 'unread', none],
    ['changes-unread', none, 'unread'],
    ['changes-unread', notSoFar, none],
    ['changes-unread', none, notSoFar],
  ])('proves nothing where something was changed since or may have been: %s', async (why, ofVault, ofTopic) => {
    expect(await arrival(ofVault, ofTopic)).toMatchObject({ verdict: 'unproven', data: { why } });
  });

  it.each(['11:51', '11:57', '12:01', '12:04'])(
    'proves nothing where it has just ended, by a clock that differs: %s',
    async time => {
      expect(await arrival(none, none, `2026-11-28T${time}:00.000Z`)).toMatchObject({
        verdict: 'unproven',
        data: { why: 'fresh' },
      });
    },
  );

  it('is judged where it ended ten minutes ago', async () => {
    expect(await arrival(none, none, '2026-11-28T11:50:00.000Z')).toMatchObject({ verdict: 'broken' });
  });
});
