import { describe, expect, it } from 'vitest';
import { plannedOver } from '../../core/changes/bulk.ts';
import { parseJson } from '../../core/json/parse.ts';
import { kindTable } from '../../core/kinds/table.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { region } from '../../core/model/regions.ts';
import type { Prepared } from './prepared.ts';
import { isSavedPlan, readSavedPlan, savedPlan } from './savedPlan.ts';

const where = {
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('eu-west-1'),
} as const;
const server = 'http://127.0.0.1:5000';
const config = { SNSTopic: 'arn:aws:sns:eu-west-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
const base = { config: null, status: 'none', updatedBy: null, updatedAt: null, facts: {} };
const prepared: Prepared = {
  items: [
    plannedOver(
      {
        ...where,
        server,
        operation: 'SetVaultNotifications',
        request: { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config },
        over: null,
      },
      base,
      kindTable,
    ),
  ],
  unmanaged: [{ ...where, kind: 'vault', name: 'films', status: 'set', config }],
  problems: [
    { ...where, code: 'AccessDeniedException', message: 'no' },
    { source: null, accountId: null, region: null, code: 'unreachable', message: 'nobody' },
  ],
};

describe('a saved plan', () => {
  it('says what was prepared, changes over what they were planned over', () => {
    expect(readSavedPlan(savedPlan(prepared))).toEqual(prepared);
  });

  it.each([null, server])('is for the server that it was made with, %j', server => {
    const [step] = Object(savedPlan(prepared)).steps;
    const read = readSavedPlan({ ...savedPlan(prepared), steps: [{ ...step, server }] });
    expect(read.items[0]?.intent.server).toBe(server);
  });

  it('keeps the name of its fleet file, for the history', () => {
    const named = { ...prepared, file: 'all.notifications.json' };
    expect(readSavedPlan(savedPlan(named))).toEqual(named);
  });

  it('is known by its format, whatever else is in it', () => {
    const root = (value: unknown) => {
      const parsed = parseJson(JSON.stringify(value)).root;
      if (parsed === undefined) throw new Error('no JSON');
      return parsed;
    };
    expect(isSavedPlan(root({ version: 9, format: 'notification-explorer-plan' }))).toBe(true);
    expect(isSavedPlan(root({ name: 'notification-explorer-plan' }))).toBe(false);
    expect(isSavedPlan(root(['notification-explorer-plan']))).toBe(false);
  });

  const saved = savedPlan(prepared);
  const first = (member: string) => Object((saved[member] as readonly JsonObject[])[0]);
  it.each([
    ['a step without an account', { steps: [{ ...first('steps'), accountId: '1' }] }],
    ['a step without a server', { steps: [{ ...first('steps'), server: undefined }] }],
    ['a step that is no offered operation', { steps: [{ ...first('steps'), operation: 'DeleteVault' }] }],
    ['a step that no saved plan holds', { steps: [{ ...first('steps'), operation: 'SetTopicAttributes' }] }],
    ['a step whose request has not its shape', { steps: [{ ...first('steps'), request: { vaultName: 7 } }] }],
    ['steps that are no list', { steps: {} }],
    ['an unmanaged thing of no kind', { unmanaged: [{ ...first('unmanaged'), kind: 'queue' }] }],
    ['a problem without a text', { problems: [{ ...first('problems'), message: null }] }],
    ['a problem of no Region', { problems: [{ ...first('problems'), region: 'nowhere' }] }],
  ])('is refused as damaged with %s', (_what, change) => {
    expect(() => readSavedPlan({ ...saved, ...change } as JsonObject)).toThrow('is damaged');
  });

  it('of another version is to be made anew', () => {
    expect(() => readSavedPlan({ ...saved, version: 1 })).toThrow('another version');
  });

  it('cannot bring control characters to a terminal', () => {
    const problems = [{ ...first('problems'), message: 'red \u001b[31m' }];
    expect(readSavedPlan({ ...saved, problems }).problems[0]?.message).toBe('red \\u{1b}[31m');
  });
});
