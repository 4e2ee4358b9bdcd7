import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { settle } from '../../../test/support/manualClock.ts';
import { config, id, prod, roadWorld, where } from '../../../test/support/roadWorld.ts';
import { applyToMany } from './applyToMany.ts';

const group = 'profile%3Aprod/region/eu-west-1/vault';

/** What is offered to be set on the vaults of the tree while a document is in front. */
async function offered(front?: { readonly name: string; readonly text: string; readonly isOwn?: boolean }) {
  const { aws, account } = roadWorld();
  account.vault(where, 'tapes', config('old')).vault(where, 'films', null);
  const host = fakeHost({
    aws,
    shown: [prod],
    regions: [where],
    acts: ['stop'],
    ...(front === undefined ? {} : { front }),
  });
  host.explorer.show([prod], [where]);
  for (const path of ['profile%3Aprod', 'profile%3Aprod/region/eu-west-1', group, group]) {
    host.explorer.children(path);
    await settle();
    await settle();
  }
  await applyToMany(host, [group]);
  return host.prompter.asked[0]?.offered.map(label => label.split(' | ')[0]);
}

const alone = ['Copy from tapes', 'Remove what is set'];
const body = JSON.stringify(config('new'));
const request = JSON.stringify({ accountId: id, vaultName: 'tapes', vaultNotificationConfig: config('new') });

describe('what is set on many', () => {
  it('is copied or deleted where no document is in front', async () => {
    expect(await offered()).toEqual(alone);
  });

  it.each([
    ['a body', { name: 'notificationconfig.json', text: body }],
    ['a request', { name: 'tapes.vault-notifications.json', text: request }],
    ['a text with comments', { name: 'notificationconfig.jsonc', text: `// the topic\n${body}` }],
  ])('is, last of all, what the person’s own document in front says: %s', async (_what, front) => {
    expect(await offered(front)).toEqual([...alone, `Use the open document (${front.name})`]);
  });

  it.each([
    ['is only shown', { name: 'after.json', text: body, isOwn: false }],
    ['is of another kind', { name: 'x.event-stream.json', text: '{}' }],
    ['is about something else', { name: 'package.json', text: '{"name":"x"}' }],
    ['is no JSON', { name: 'notificationconfig.json', text: '{' }],
  ])('is never what a document says that %s', async (_what, front) => {
    expect(await offered(front)).toEqual(alone);
  });
});
