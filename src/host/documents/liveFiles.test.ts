import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { config, id, prod, roadWorld, timed, where } from '../../../test/support/roadWorld.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { VAULT_EVENTS } from '../../core/kinds/vault/document.ts';
import { english } from '../../core/model/translate.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { livePath } from '../manifest/liveResource.ts';
import { type LiveAddress, LiveFiles, liveText, startingText } from './liveFiles.ts';
import { liveMemory } from './liveMemory.ts';

const path = livePath({ source: prod, accountId: id, region: where, kind: 'vault', name: 'tapes' });
const tapesFile: LiveAddress = { scheme: LIVE_SCHEME, path, toString: () => `${LIVE_SCHEME}:${path}` };
const bytes = (name: string) => Buffer.from(liveText(config(name)));

/**
 * The document of a vault, and a person before it; what is remembered of documents outlives a window.
 * @param verifying What someone else sets while we look for what we wrote.
 */
function desk(kept = new Map<string, string>(), verifying: string | null = null) {
  const world = roadWorld();
  const { aws, account, ledger, clock, journal, locks, road } = world;
  const { newId, validate } = road;
  const host = fakeHost({ aws, ledger, clock, journal, locks, newId, validate, acts: ['stop'], kept });
  const { prompter } = host;
  prompter.stopsAt = said => {
    if (said === 'waiting until AWS shows it' && verifying !== null) account.vault(where, 'tapes', config(verifying));
    return false;
  };
  const files = new LiveFiles(host, {
    refused: text => new Error(text),
    notFound: address => new Error(`not found: ${address}`),
  });
  liveMemory(host.memory.workspace).open(tapesFile.toString());
  const save = (name: string): Promise<void> => timed(clock, files.write(tapesFile, bytes(name)));
  const text = async () => Buffer.from(await files.read(tapesFile)).toString('utf8');
  return { ...world, host, files, prompter, save, text, kept };
}

describe('a live document in an untrusted workspace', () => {
  it('is read only where its account was opened in the Accounts view', async () => {
    const { files, host, aws } = desk();
    host.distrust();
    await expect(files.read(tapesFile)).rejects.toThrow('open the account in the Accounts view first');
    expect(aws.calls).toEqual([]);
    host.explorer.show([prod], []);
    await expect(files.read(tapesFile)).rejects.toThrow('open the account');
    host.explorer.children(host.explorer.roots()[0] ?? '');
    expect(Buffer.from(await files.read(tapesFile)).toString()).toBe(liveText(config('old')));
  });
});

describe('a live document', () => {
  it('begins with the fields as comments where nothing is set, and is an empty object until they are taken', () => {
    const text = startingText('vault', kindTable, english);
    expect(text).toBe(
      [
        '{',
        '  // Nothing is set. Remove the // before the fields, fill in the values, and save to apply.',
        '  // ARN of the SNS topic. It must be in the vault’s Region; AWS does not check that the vault is allowed to publish to it.',
        '  // "SNSTopic": "",',
        '  // The kinds of job to be notified of.',
        '  // "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]',
        '}\n',
      ].join('\n'),
    );
    const read = (what: string) => {
      const { root, fault } = parseJson(what, true);
      return [root === undefined ? undefined : jsonValue(root, what), fault];
    };
    expect(read(text)).toEqual([{}, undefined]);
    const taken = text.replaceAll('// "', '"');
    expect(read(taken)).toEqual([{ SNSTopic: '', Events: [...VAULT_EVENTS] }, undefined]);
  });
});

describe('what is live of a document', () => {
  it('is asked for at no address but those that we opened', async () => {
    const { files, aws } = desk();
    const other = { ...tapesFile, toString: () => `${tapesFile.toString()}?x` };
    for (const ask of [() => files.config(other), () => files.read(other), () => files.stat(other, false)]) {
      await expect(ask()).rejects.toThrow('from the Accounts view, not by address');
    }
    expect(aws.calls).toEqual([]);
  });

  it('is read again where the clock was set back meanwhile', async () => {
    const { text, account, clock } = desk();
    await text();
    account.vault(where, 'tapes', config('theirs'));
    clock.setBy(-5 * 3_600_000);
    await clock.advance(250);
    expect(await text()).toBe(liveText(config('theirs')));
  });
});

describe('a save of a live document', () => {
  it('says nothing of its own where AWS shows what was written', async () => {
    const { files, prompter, save, tapes } = desk();
    await files.read(tapesFile);
    await save('new');
    expect(tapes()).toEqual(config('new'));
    expect(prompter.told).toEqual([]);
    expect(await files.hasMoved(tapesFile)).toBe(false);
  });

  it('that someone writes over at once says so, and has VS Code read theirs', async () => {
    const { files, prompter, save, text } = desk(new Map(), 'theirs');
    await files.read(tapesFile);
    await save('new');
    expect(prompter.told).toMatchObject([
      { tone: 'warning', text: expect.stringMatching(/^AWS accepted Set/), next: [{ label: 'Check Again' }] },
    ]);
    const written = await files.stat(tapesFile, false);
    expect(written.size).toBe(bytes('new').length);
    expect(await files.config(tapesFile)).toEqual(config('theirs'));
    expect(await files.hasMoved(tapesFile)).toBe(true);
    expect((await files.stat(tapesFile, false)).mtime).toBeGreaterThan(written.mtime);
    expect(await text()).toBe(liveText(config('theirs')));
  });

  it('after one that is not visible yet is an edit of what was written then', async () => {
    const { files, prompter, save, tapes } = desk(new Map(), 'theirs');
    await files.read(tapesFile);
    await save('new');
    await expect(save('newer')).rejects.toThrow();
    expect(prompter.chosen[0]?.detail).toMatch(/in the meantime:\nSNSTopic: .*:new → .*:theirs/);
    expect(tapes()).toEqual(config('theirs'));
  });

  it('that could not be recorded says so', async () => {
    const { files, prompter, save, journal, tapes } = desk();
    await files.read(tapesFile);
    journal.failing = ['end'];
    journal.failure = new Error('disk full');
    await save('new');
    expect(tapes()).toEqual(config('new'));
    expect(prompter.told).toMatchObject([{ tone: 'error', next: [{ label: 'Show Log' }] }]);
  });

  it('meets what changed while the window was loaded anew, also after a comparison', async () => {
    const before = desk();
    await before.files.read(tapesFile);
    const { files, prompter, save, account, tapes } = desk(before.kept);
    account.vault(where, 'tapes', config('theirs'));
    expect(await files.config(tapesFile)).toEqual(config('theirs'));
    await expect(save('new')).rejects.toThrow();
    expect(prompter.chosen[0]?.detail).toMatch(/in the meantime:\nSNSTopic: .*:old → .*:theirs/);
    expect(tapes()).toEqual(config('theirs'));
  });
});
