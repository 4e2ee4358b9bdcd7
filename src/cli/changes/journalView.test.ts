import { expect, it } from 'vitest';
import { kindTable } from '../../core/kinds/table.ts';
import type { JournalEntry } from '../../core/model/journal.ts';
import { region } from '../../core/model/regions.ts';
import { journalText } from './journalView.ts';

const time = '2026-11-22T05:10:00.000Z';
const registration: Omit<JournalEntry, 'id' | 'name' | 'operation' | 'action' | 'request'> = {
  ...{ time, source: { kind: 'profile', name: 'prod' }, accountId: '111122223333', region: region('us-east-1') },
  ...{ kind: 'push-registration', base: { config: null, status: 'none' }, goal: null, group: null, undoes: null },
  ...{ undo: { kind: 'not', reason: 'registration-token' }, outcome: { time, result: 'done', code: null, undo: null } },
};

it('names a registration alike where it was made and where it was deleted', () => {
  const made: JournalEntry = {
    ...{ ...registration, id: 'made', name: 'c-1', operation: 'CreatePushNotificationRegistration', action: 'create' },
    request: { ContactConfiguration: { ContactId: 'c-1' } },
  };
  const deleted: JournalEntry = {
    ...{ ...registration, id: 'gone', name: 'r-1', operation: 'DeletePushNotificationRegistration', action: 'delete' },
    request: { RegistrationId: 'r-1', ContactId: 'c-1' },
  };
  const lines = journalText([deleted, made], kindTable).split('\n');
  expect(lines.slice(0, 2).map(line => line.split(' · ')[2])).toEqual([
    'Push Registration c-1',
    'Push Registration c-1',
  ]);
});
