import { describe, expect, it } from 'vitest';
import type { BulkItem } from '../core/changes/bulk.ts';
import type { Plan } from '../core/changes/change.ts';
import { AccessError, asAccessError, StateError } from '../core/model/errors.ts';
import { region } from '../core/model/regions.ts';
import { english } from '../core/model/translate.ts';
import { bulkEndText } from './bulkText.ts';
import { holderText, outcomeText, planLines } from './changeText.ts';
import { errorLine, errorText } from './errorText.ts';
import { findingText } from './findingText.ts';
import { noUndoText, unreachedText } from './fleetText.ts';
import { spokenText } from './nodeText.ts';

const hostile = 'x\u202e\u001b[31m\u200bz';
const shown = 'x\\u{202e}\\u{1b}[31m\\u{200b}z';

const plan: Plan = {
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('eu-west-1'),
  kind: 'vault',
  operation: 'SetVaultNotifications',
  action: 'replace',
  name: hostile,
  request: {},
  base: { config: { SNSTopic: 'old' }, status: 'set', updatedBy: null, updatedAt: null, facts: {} },
  goal: { SNSTopic: hostile },
  differences: [{ path: 'SNSTopic', before: 'old', after: hostile }],
  findings: [{ rule: 'vault/replaces', severity: 'warning', pointer: '', data: { before: hostile } }],
  undo: { kind: 'not', reason: 'base-unknown' },
};

describe('messages', () => {
  it('tell what happened, where, what AWS said, and what to do', () => {
    const details = {
      source: 'profile prod',
      accountId: '111122223333',
      region: 'eu-west-1',
      operation: 'ListVaults',
      awsCode: 'AccessDeniedException',
      httpStatus: 403,
      requestId: 'r-1',
    } as const;
    expect(errorLine(new AccessError('access-denied', 'User is not authorized', details), english)).toBe(
      'Access denied · profile prod (111122223333) · eu-west-1 · ListVaults. User is not authorized (AccessDeniedException, HTTP 403, request r-1) Request the permission that AWS names, or use another profile.',
    );
  });

  it('do not blame AWS for what failed on this computer', () => {
    const damaged = new StateError('state-damaged', 'Line 2 is not what was written there.', '/state/ledger.jsonl');
    expect(errorLine(asAccessError(damaged), english)).toBe(
      'A file of the state folder is damaged · /state/ledger.jsonl. Line 2 is not what was written there. Fix the file, or move it away to start a new one.',
    );
    expect(errorLine(asAccessError(new TypeError('x is not a function')), english)).toBe(
      'Something unexpected happened. x is not a function See the log for details.',
    );
    const asked = { accountId: '111122223333', region: 'eu-west-1', operation: 'ListVaults' } as const;
    expect(errorLine(asAccessError(new Error('Cannot find module ./chunk.js'), asked), english)).toBe(
      'Something unexpected happened · 111122223333 · eu-west-1 · ListVaults. Cannot find module ./chunk.js See the log for details.',
    );
  });

  it('doubt that a Region has a service only where the name of its endpoint leads nowhere', () => {
    const next = (networkCode: string) => errorText(new AccessError('unreachable', '', { networkCode }), english).next;
    expect(next('ENOTFOUND')).toContain('may not exist in this Region');
    expect(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH'].map(next)).toEqual(
      Array(3).fill('Check your network, proxy and endpoint.'),
    );
  });

  it('show control and bidirectional characters from AWS as what they are', () => {
    const error = errorLine(new AccessError('refused', hostile, { source: `profile ${hostile}` }), english);
    const texts = [
      error,
      ...planLines(plan, english),
      outcomeText({ kind: 'done', plan, answer: {}, entry: 'e' }, english).text,
    ];
    expect(texts.join('\n')).toContain(shown);
    expect(texts.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('ask with account name and id, Region, target, difference, findings and what cannot be undone', () => {
    expect(
      planLines(
        {
          ...plan,
          name: 'tapes',
          goal: { SNSTopic: 'new' },
          differences: [{ path: 'SNSTopic', before: 'old', after: 'new' }],
          findings: [],
        },
        english,
      ),
    ).toEqual([
      'prod (111122223333) · eu-west-1',
      ...['Vault tapes', '', 'SNSTopic: old → new', ''],
      '⚠ Can’t be undone: the previous setting could not be read.',
    ]);
  });

  it.each([
    ['tapes, → vault-events', 'tapes, to vault-events'],
    [
      '05:10 tapes: old → no notifications, undone · prod · eu-west-1',
      '05:10 tapes: old to no notifications, undone, prod, eu-west-1',
    ],
    ['2 Vaults', '2 Vaults'],
  ])('are read aloud without signs: %s', (line, aloud) => {
    expect(spokenText(line, english)).toBe(aloud);
  });

  it('name both accounts when they differ', () => {
    const { text } = outcomeText({ kind: 'wrong-account', confirmed: '111122223333', actual: '444455556666' }, english);
    expect(text).toContain('111122223333');
    expect(text).toContain('444455556666');
  });

  it('tell who set what a change met', () => {
    const found = { ...plan.base, updatedBy: 'arn:aws:iam::111122223333:user/ada', updatedAt: '2026-11-22' };
    const conflict = { kind: 'conflict', plan, found } as const;
    expect(outcomeText({ ...conflict, sent: false }, english).text).toContain('user/ada on 2026-11-22');
  });

  it('do not say that nothing was changed where the write had been sent', () => {
    const conflict = { kind: 'conflict', plan, found: plan.base } as const;
    expect(outcomeText({ ...conflict, sent: false }, english).text).toContain('Not changed');
    expect(outcomeText({ ...conflict, sent: true }, english).text).not.toContain('Not changed');
  });

  it('call failed of many only what is certain not to be done', () => {
    const intent: BulkItem['intent'] = { ...plan, request: { vaultName: 'tapes' } };
    const error = new AccessError('unreachable', '');
    const entry = 'entry';
    const outcomes: readonly BulkItem['outcome'][] = [
      { kind: 'done', plan, answer: {}, entry },
      { kind: 'unrecorded', plan, answer: {}, reason: 'disk full' },
      { kind: 'accepted', plan, seen: plan.base, entry },
      { kind: 'unknown', plan, error, entry },
      { kind: 'cancelled', plan },
      { kind: 'skipped', plan },
      { kind: 'nothing-to-do', plan },
    ];
    const items = outcomes.map(outcome => ({ intent, outcome }));
    expect(bulkEndText('Exchange Hubs', items, english)).toBe(
      'Exchange Hubs: 2 done, 1 already up to date, 1 failed, 2 not certain yet, 1 skipped.',
    );
  });

  it('tell who of us is at it', () => {
    const holder = { pid: 42, host: null, since: '2026-11-22T00:00:00.000Z' };
    expect(outcomeText({ kind: 'busy', plan, holder }, english).text).toContain('(process 42)');
    expect(holderText({ ...holder, host: hostile }, english)).toContain(shown);
  });

  it.each([
    ['no-match', 'No profile given'],
    ['several-matches', 'a, b'],
    ['no-answer', 'a, b does not answer'],
    ['other-account', 'another account than 111122223333'],
    ['duplicate', 'the same account: a, b'],
  ] as const)('tell why an account is not looked at: %s', (reason, words) => {
    const account = { key: '111122223333', source: null, accountId: null, reason, error: null, about: ['a', 'b'] };
    expect(unreachedText(account, english)).toContain(words);
  });

  it.each(['nothing-changed', 'not-certain', 'undone', 'first-hub'] as const)('tell why not to undo: %s', reason => {
    expect(noUndoText(reason, english)).toMatch(/^\p{Ll}.*\.$/u);
  });

  it('show the id of a rule that has no words', () => {
    expect(findingText({ rule: 'some/rule', severity: 'hint', pointer: '', data: {} }, english)).toBe('some/rule');
  });
});
