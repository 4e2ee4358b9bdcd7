import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { id, operationWorld, root, tapes, topic } from '../../../test/support/operationWorld.ts';
import { openConsole } from './openConsole.ts';
import { rowFacts } from './rowFacts.ts';
import { rowPreview } from './rowPreview.ts';

const bare = tapes.replace('tapes', 'bare');
const titleOf = (name: string) => `profile prod/${id}/eu-west-1/vault/${name}.jsonc`;

async function opened() {
  const world = operationWorld();
  await world.opened();
  world.aws.calls.length = 0;
  const preview = rowPreview(world.host);
  return { ...world, preview, shown: () => [...world.host.texts.keys()] };
}

describe('selecting a row', () => {
  it('shows what was read of it, and asks nothing', async () => {
    const { preview, host, aws, clock } = await opened();
    preview.select([tapes]);
    await clock.advance(1_000);
    const text = host.texts.get(titleOf('tapes')) ?? '';
    expect(text).toMatch(/^\/\/ Vault tapes · prod \(111122223333\) · eu-west-1\n\/\/ → old\n\/\/ VaultARN: /);
    expect(JSON.parse(text.replace(/^\/\/.*$/gm, ''))).toMatchObject({ SNSTopic: topic('old') });
    expect(aws.calls).toEqual([]);
  });

  it('says so where nothing is set', async () => {
    const { preview, host, clock } = await opened();
    preview.select([bare]);
    await clock.advance(1_000);
    const lines = (host.texts.get(titleOf('bare')) ?? '').trim().split('\n');
    expect(lines.every(line => line.startsWith('// '))).toBe(true);
  });

  it('shows the last of many alone, and none of several, of other rows, or after it was opened', async () => {
    const { preview, clock, shown } = await opened();
    for (const path of [bare, tapes, bare, tapes]) {
      preview.select([path]);
      await clock.advance(20);
    }
    await clock.advance(1_000);
    expect(shown()).toEqual([titleOf('tapes')]);
    for (const paths of [[bare, tapes], [], [root], [`${root}/hub`]]) {
      preview.select(paths);
      await clock.advance(1_000);
    }
    preview.select([bare]);
    preview.cancel();
    await clock.advance(1_000);
    expect(shown()).toEqual([titleOf('tapes')]);
  });

  it('shows nothing where a person does not want it, and still tells which row is selected', async () => {
    const { preview, host, clock, shown } = await opened();
    Object.assign(host.settings, { get: () => false });
    preview.select([bare]);
    await clock.advance(1_000);
    expect(shown()).toEqual([]);
    expect(preview.selected).toBe(bare);
  });

  it('follows the row', async () => {
    const { preview, host, clock, account, explorer } = await opened();
    preview.select([bare]);
    await clock.advance(1_000);
    account.vault('eu-west-1', 'bare', { SNSTopic: topic('new'), Events: ['ArchiveRetrievalCompleted'] });
    explorer.refresh(bare);
    await clock.advance(1_000);
    expect(host.texts.get(titleOf('bare'))).toContain(topic('new'));
    preview.dispose();
    account.vault('eu-west-1', 'bare', { SNSTopic: topic('old'), Events: ['ArchiveRetrievalCompleted'] });
    explorer.refresh(bare);
    await clock.advance(1_000);
    expect(host.texts.get(titleOf('bare'))).toContain(topic('new'));
  });
});

describe('a click on a row', () => {
  it('opens it when it is the second of two in a short time', async () => {
    const { preview, clock } = await opened();
    const clicks = [];
    for (const [path, wait] of [
      [tapes, 300],
      [tapes, 100],
      [tapes, 100],
      [bare, 600],
      [bare, 0],
    ] as const) {
      clicks.push(preview.click(path));
      await clock.advance(wait);
    }
    expect(clicks).toEqual([false, true, false, false, false]);
  });

  it('opens it at once where VS Code opens with a double click', async () => {
    const { preview, host } = await opened();
    Object.assign(host.settings, { opensWithDoubleClick: true });
    expect(preview.click(tapes)).toBe(true);
  });
});

describe('a row’s page of AWS’s console', () => {
  it('is opened in the browser', async () => {
    const { host, done } = await opened();
    await openConsole(host, tapes);
    await openConsole(host, root);
    expect(done).toEqual([
      'browse https://eu-west-1.console.aws.amazon.com/glacier/home?region=eu-west-1#/vaults',
      'browse https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1',
    ]);
  });

  it('is copied where no browser can be opened', async () => {
    const { explorer, aws } = await opened();
    const host = fakeHost({ aws, browses: false });
    await openConsole({ ...host, explorer }, tapes);
    expect(host.done.at(-1)).toMatch(/^copy https:/);
    expect(host.prompter.told.at(-1)?.text).toContain('was copied');
  });

  it('is not there for what is not AWS', async () => {
    const { host, aws, done, prompter } = await opened();
    aws.endpoint = 'http://127.0.0.1:4566';
    await openConsole(host, tapes);
    expect(done).toEqual([]);
    expect(prompter.told.at(-1)?.text).toContain('http://127.0.0.1:4566');
  });
});

describe('the hover of a row', () => {
  it('tells its id, where it is, as whom and when it was read, and what was last changed from here', async () => {
    const { host, explorer, run } = await opened();
    const node = () => explorer.node(tapes) ?? expect.fail();
    const facts = async () => Object.fromEntries(await rowFacts(host, node()));
    expect(await facts()).toMatchObject({
      Account: `prod (${id})`,
      Endpoint: 'AWS',
      'Read as': expect.stringContaining(id),
      'Read at': expect.any(String),
    });
    expect(await facts()).not.toHaveProperty('Last change from here');
    // It stands among AWS's own members.
    expect(await facts()).not.toHaveProperty('ARN');
    await run('DeleteVaultNotifications', tapes);
    await host.history.load();
    expect((await facts())['Last change from here']).toMatch(/^Delete Vault Notifications · /);
  });

  it('tells the address that takes AWS’s place', async () => {
    const { host, explorer, aws } = await opened();
    const node = explorer.node(tapes) ?? expect.fail();
    aws.endpoint = 'http://127.0.0.1:4566';
    expect(Object.fromEntries(await rowFacts(host, node))).toMatchObject({ Endpoint: 'http://127.0.0.1:4566' });
  });

  it('belongs to resources alone', async () => {
    const { host, explorer } = await opened();
    expect(await rowFacts(host, explorer.node(root) ?? expect.fail())).toEqual([]);
  });
});
