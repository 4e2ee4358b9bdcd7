import { describe, expect, it } from 'vitest';
import { kindTable } from '../core/kinds/table.ts';
import type { JournalEntry } from '../core/model/journal.ts';
import { region } from '../core/model/regions.ts';
import { english } from '../core/model/translate.ts';
import { changeWords, groupWords, undoWords } from './historyText.ts';

const topic = (name: string) => ({ SNSTopic: `arn:aws:sns:eu-west-1:111122223333:${name}`, Events: ['A'] });
const time = '2026-11-22T05:10:00.000Z';
const done = { time, result: 'done', code: null, undo: null } as const;

function entry(more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    ...{ id: '1', time, source: { kind: 'profile', name: 'prod' }, accountId: '111122223333', outcome: done },
    ...{ region: region('eu-west-1'), kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications' },
    ...{ action: 'replace', request: {}, base: { config: topic('old'), status: 'set' }, goal: topic('new') },
    ...{ undo: { kind: 'by', operation: 'SetVaultNotifications', request: {} }, group: 'g', undoes: null },
    ...more,
  };
}

const none = { config: null, status: 'none' };
const hub = (name: string, isGone: boolean): JournalEntry =>
  entry({
    ...{ kind: 'hub', name, operation: isGone ? 'DeregisterNotificationHub' : 'RegisterNotificationHub' },
    ...{ base: isGone ? { config: {}, status: 'ACTIVE' } : none, goal: isGone ? null : {} },
  });
const registration = (isGone: boolean): JournalEntry =>
  entry({
    ...{ kind: 'push-registration', base: none, goal: isGone ? null : {} },
    ...(isGone
      ? { name: 'r-1', operation: 'DeletePushNotificationRegistration', request: { ContactId: 'c-1' } }
      : {
          ...{ name: 'c-1', operation: 'CreatePushNotificationRegistration' },
          request: { ContactConfiguration: { ContactId: 'c-1' } },
        }),
  });

describe('a change in words', () => {
  it.each<[string, JournalEntry]>([
    ['tapes: old → new', entry()],
    ['tapes: no notifications → new', entry({ base: none })],
    ['tapes: old → no notifications', entry({ goal: null, operation: 'DeleteVaultNotifications' })],
    ['tapes: Events changed', entry({ goal: { ...topic('old'), Events: ['A', 'B'] } })],
    ['Undo: tapes: old → new', entry({ undoes: '0' })],
    ['Notification hub registered: eu-west-2', hub('eu-west-2', false)],
    ['Register Notification Hub: eu-west-2', { ...hub('eu-west-2', false), outcome: null }],
    ['Push registration created: c-1', registration(false)],
    ['Push registration deleted: c-1', registration(true)],
  ])('is %s', (words, change) => {
    expect(changeWords(change, english, kindTable)).toBe(words);
  });

  it('says of its undo where that leads back to', () => {
    expect(undoWords(entry(), english, kindTable)).toBe('tapes: new → old');
    expect(undoWords(hub('eu-west-2', false), english, kindTable)).toBeUndefined();
  });
});

describe('changes made together in words', () => {
  it.each<[string, readonly [JournalEntry, ...JournalEntry[]]]>([
    ['Exchanged hubs: eu-central-1 → ap-southeast-2', [hub('ap-southeast-2', false), hub('eu-central-1', true)]],
    ['Register Notification Hub: 2 Notification Hubs', [hub('eu-west-2', false), hub('us-west-2', false)]],
    ['Applied fleet.notifications.json (2)', [entry({ file: 'fleet.notifications.json' }), hub('us-west-2', false)]],
    ['2 Vaults → new', [entry(), entry({ name: 'films' })]],
    ['2 Vaults → no notifications', [entry({ goal: null }), entry({ goal: null, name: 'films' })]],
    ['Set Vault Notifications: 2 Vaults', [entry(), entry({ goal: topic('other') })]],
    ['Undo: 2 Vaults → new', [entry({ undoes: 'a' }), entry({ undoes: 'b' })]],
  ])('are %s', (words, changes) => {
    expect(groupWords(changes, english, kindTable)).toBe(words);
  });
});
