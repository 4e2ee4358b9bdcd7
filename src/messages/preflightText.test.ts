import { describe, expect, it } from 'vitest';
import { kindChecks } from '../core/kinds/checkTable.ts';
import { kindEvidence } from '../core/kinds/evidenceTable.ts';
import { amiss } from '../core/model/check.ts';
import { AccessError } from '../core/model/errors.ts';
import { english } from '../core/model/translate.ts';
import type { ChainStep, Evidence } from '../core/preflight/report.ts';
import { evidenceMessage, remedyText, stepMessage } from './preflightText.ts';

const step = (change: Partial<ChainStep>): ChainStep => ({
  ...{ rule: 'vault/topic-policy', read: [], needs: null, error: null },
  ...amiss('broken', { topic: 'vault-events', owner: '111122223333', account: '111122223333' }),
  ...change,
});

describe('evidence in words', () => {
  const at = '2026-11-28T06:00:12.000Z';
  const evidence = (change: Partial<Evidence>): Evidence => ({
    ...{ rule: 'vault/arrival', verdict: 'ok', read: [], needs: null, error: null, at, by: null },
    data: { topic: 'jobs', ended: at, when: at, by: 'ana', count: '3', failed: '3', filtered: '0' },
    ...change,
  });

  it.each(kindEvidence.flatMap(({ pieces }) => pieces.map(({ id }) => id)))('is there for %s', rule => {
    expect(evidenceMessage(evidence({ rule }), english)).not.toBe(rule);
  });

  it.each([
    'no-job',
    'fresh',
    'set-since',
    'topic-since',
    'changes-unread',
    'shared',
    'others-unread',
    'fewer',
    'other-account',
  ])('says why it settles nothing: %s', why => {
    const told = [why, 'other'].map(one =>
      evidenceMessage(
        evidence({ verdict: 'unproven', data: { topic: 'jobs', why: one, when: at, by: 'ana' } }),
        english,
      ),
    );
    expect(told[0] === told[1]).toBe(why === 'other-account');
  });

  it('tells how many messages came of those that were expected', () => {
    const data = { topic: 'jobs', why: 'fewer', count: '1', expected: '2' };
    expect(evidenceMessage(evidence({ verdict: 'unproven', data }), english)).toBe(
      'jobs received 1 of the 2 messages expected when the last job ended, so this vault’s may not be among them.',
    );
  });

  it('tells that messages which nobody got may not be Glacier’s', () => {
    const data = { topic: 'jobs', why: 'filtered', count: '3' };
    expect(evidenceMessage(evidence({ rule: 'vault/delivery', verdict: 'unproven', data }), english)).toBe(
      'jobs received 3 messages in the last day, and all of them were filtered out. They may not be Glacier’s.',
    );
  });

  it('names the subscribers that got nothing', () => {
    const data = { topic: 'jobs', count: '3', failed: '3', filtered: '0', subscribers: 'sqs arn:q' };
    const told = evidence({ rule: 'vault/delivery', verdict: 'broken', data });
    expect(evidenceMessage(told, english)).toBe(
      'jobs received 3 messages in the last day and delivered none (3 failed, 0 were filtered out). Its subscribers: sqs arn:q.',
    );
  });

  it('takes the place of what a step said before it was settled', () => {
    const settled = step({ verdict: 'ok', data: { topic: 'jobs', says: 'unknown', proof: 'vault/arrival' } });
    expect(stepMessage(settled, english)).toBe('A job ended, and Glacier’s message arrived at jobs.');
  });
});

describe('a check in words', () => {
  it.each([
    ['event-stream/role-perms', 'The role w is denied a:Do on s.', /^Allow it where it is denied/],
    ['event-stream/stream-kms', 'The role w is denied kms:GenerateDataKey on the stream’s key k.', /^Allow it where/],
  ])('tells a denial, which no permission makes up for: %s', (rule, says, mend) => {
    const told = step({ rule, data: { what: 'denied', role: 'w', actions: 'a:Do', stream: 's', key: 'k' } });
    expect(stepMessage(told, english)).toBe(says);
    expect(remedyText(told, english)).toMatch(mend);
  });

  it('tells a key’s policy that leaves it open apart from a role that does', () => {
    const of = (what: string) =>
      stepMessage(step({ rule: 'event-stream/stream-kms', verdict: 'unproven', data: { what, role: 'w' } }), english);
    expect(of('unclear')).toBe('Can’t tell whether the key’s policy lets the role w use the stream’s key.');
    expect(of('role')).toBe('Can’t tell whether the role w can use the stream’s key.');
  });

  it.each(kindChecks.flatMap(({ checks }) => checks.map(({ id, tells }) => [id, tells] as const)))(
    'is there for %s',
    (rule, tells) => {
      expect(stepMessage(step({ rule }), english)).not.toBe(rule);
      if (tells === 'step') expect(remedyText(step({ rule }), english)).not.toBeNull();
    },
  );

  it('names the statement that would let the service in, and what it asks for', () => {
    const data = {
      topic: 'jobs',
      says: 'silent',
      statement: '2',
      sid: 'Mine',
      element: 'Condition',
      key: 'aws:SourceAccount',
    };
    expect(stepMessage(step({ data }), english)).toBe(
      'Glacier is not allowed to publish to jobs. No statement of its policy allows it; statement 2 (Mine) would, if not for aws:SourceAccount.',
    );
  });

  it('says which permission is missing, and shows nothing of what it could not see', () => {
    const needs = step({
      verdict: 'not-checked',
      needs: 'kms:GetKeyPolicy',
      error: new AccessError('access-denied', 'no'),
    });
    expect(stepMessage(needs, english)).toBe('Not checked: it needs kms:GetKeyPolicy.');
    expect(remedyText(needs, english)).toContain('kms:GetKeyPolicy');
  });

  it('shows what AWS said where it could not be asked', () => {
    const failed = step({ verdict: 'not-checked', error: new AccessError('throttled', 'Rate exceeded') });
    expect(stepMessage(failed, english)).toBe('Not checked: Throttled by AWS. Rate exceeded.');
  });

  it('shows names from outside as plain text', () => {
    const data = { topic: 'a\u202Eb\u001B[31m', owner: '1', account: '1' };
    expect(stepMessage(step({ rule: 'vault/topic-missing', data }), english)).not.toMatch(/\p{C}/u);
  });
});
