import { describe, expect, it } from 'vitest';
import { sessionIn } from '../../../test/support/inMemorySignIns.ts';
import type { AccountNode, GroupNode, NoteNode, ResourceNode } from '../../core/inventory/nodes.ts';
import { amiss } from '../../core/model/check.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { OWN_FIELDS } from '../../core/model/resource.ts';
import { english, type Translate } from '../../core/model/translate.ts';
import { type CheckedVerdict, CheckedVerdicts } from '../../core/preflight/verdicts.ts';
import { nodeFace, nodeTooltip } from './nodeFace.ts';

const where = region('eu-west-1');
const denied = new AccessError('access-denied', 'User is not authorized', {
  awsCode: 'AccessDeniedException',
  httpStatus: 403,
});

const account = (more: Partial<AccountNode>): AccountNode => ({
  ...{
    type: 'account',
    path: 'p',
    source: { kind: 'profile', name: 'prod' },
    accountId: null,
    caller: null,
    state: 'unasked',
    error: null,
  },
  ...more,
});
const group = (more: Partial<GroupNode>): GroupNode => ({
  ...{
    type: 'group',
    path: 'p',
    kind: 'hub',
    region: where,
    state: 'ready',
    count: 2,
    ...{ readAt: null, remembered: false },
    offered: true,
    error: null,
  },
  ...more,
});
const resource = (row: Partial<ResourceNode['row']>): ResourceNode => ({
  ...{
    type: 'resource',
    path: 'p',
    region: where,
    readAt: null,
    remembered: false,
    state: 'ready',
    hasChildren: false,
  },
  row: {
    ...{ kind: 'vault', name: 'tapes', label: 'tapes', status: 'set', mood: 'ok', config: null, arn: null },
    ...{ fields: [], notices: [], error: null },
    ...row,
  },
});
const note = (more: Partial<NoteNode>): NoteNode => ({
  ...{ type: 'note', path: 'p', note: 'empty', kind: 'vault', region: where, error: null, shown: 0, notices: [] },
  ...more,
});
const topic = 'arn:aws:sns:eu-west-1:111122223333:ops';

const noon = new Date(2026, 10, 28, 12, 0).getTime();
const noonText = new Date(noon).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
const lastKnown = { readAt: noon, remembered: true } as const;

describe('what is remembered', () => {
  it.each([
    [{ type: 'region', path: 'p', region: where, emptyAt: noon } as const, `empty as of ${noonText}`, undefined],
    [group({ ...lastKnown, state: 'unasked', count: 0 }), `empty as of ${noonText}`, undefined],
    [group({ ...lastKnown, state: 'unasked' }), `2 · as of ${noonText}`, undefined],
    [group({ ...lastKnown, state: 'unasked', more: true }), `2+ · as of ${noonText}`, undefined],
    [group({ ...lastKnown, state: 'loading' }), `2 · as of ${noonText}`, undefined],
    [group({ ...lastKnown, state: 'partial', error: denied }), `2 · as of ${noonText} · Access denied`, undefined],
    [{ ...resource({ config: { SNSTopic: topic } }), ...lastKnown }, `→ ops · as of ${noonText}`, 'disabledForeground'],
  ])('says since when, and that AWS has not answered since', (node, description, color) => {
    expect(nodeFace(node, english)).toMatchObject({ description });
    expect(nodeFace(node, english).color).toBe(color);
    expect(nodeTooltip(node, english)).toContainEqual(['', 'Shown as last read. AWS has not answered since.']);
  });

  it('does not turn as if it were on its way', () => {
    const hub = { ...resource({ kind: 'hub', status: 'REGISTERING', mood: 'pending' }), ...lastKnown };
    expect(nodeFace(hub, english).icon).toBe('broadcast');
  });
});

describe('a row', () => {
  const error = (code: ConstructorParameters<typeof AccessError>[0]) => new AccessError(code, '');
  it.each([
    [account({}), 'prod', '', 'account'],
    [account({ accountId: '111122223333' }), 'prod', '111122223333', 'account'],
    [account({ source: { kind: 'default' } }), 'Default credentials', '', 'key'],
    [
      account({ source: { kind: 'emulator', accountId: '111122223333' } }),
      'Emulator 111122223333',
      '',
      'server-environment',
    ],
    [account({ state: 'failed', error: error('credentials-expired') }), 'prod', 'Credentials expired', 'history'],
    [group({}), 'Notification Hubs', '2 of 3', 'broadcast'],
    [group({ state: 'unasked' }), 'Notification Hubs', '', 'broadcast'],
    [group({ state: 'loading', count: 0 }), 'Notification Hubs', 'loading…', 'broadcast'],
    [group({ kind: 'vault', state: 'partial', count: 500 }), 'Vaults', '500+', 'archive'],
    [
      group({ kind: 'vault', state: 'partial', count: 10, error: denied }),
      'Vaults',
      '10+, then: Access denied',
      'archive',
    ],
    [group({ kind: 'vault', state: 'failed', count: 0, error: denied }), 'Vaults', 'Access denied', 'archive'],
    [group({ kind: 'instance', offered: false }), 'Connect Instances', 'not offered in this Region', 'circle-slash'],
    [resource({ config: { SNSTopic: topic } }), 'tapes', '→ ops', 'archive'],
    [resource({ status: 'none', mood: 'none' }), 'tapes', 'no notifications', 'circle-outline'],
    [resource({ status: 'unread', mood: 'unread' }), 'tapes', 'reading…', 'archive'],
    [resource({ status: 'error', mood: 'failed', error: denied }), 'tapes', 'Access denied', 'lock'],
    [resource({ kind: 'hub', status: 'REGISTERING', mood: 'pending' }), 'tapes', 'REGISTERING', 'loading~spin'],
    [resource({ kind: 'event-stream', status: 'retired', mood: 'retired' }), 'Event Stream', 'retired', 'circle-slash'],
    [
      resource({
        kind: 'event-stream',
        mood: 'set',
        config: { Arn: topic },
      }),
      'Event Stream',
      '→ ops',
      'git-commit',
    ],
    [resource({ kind: 'app', name: 'abc', label: 'shop' }), 'shop', 'abc', 'device-mobile'],
    [resource({ label: 'a\u202eb\nc' }), 'a\\u{202e}b\\u{a}c', 'tapes', 'archive'],
  ] as const)('shows %o as %s | %s with the icon %s', (node, label, description, icon) => {
    expect(nodeFace(node, english)).toMatchObject({ label, description, icon });
  });
});

describe('a line that is no resource', () => {
  const error = (code: ConstructorParameters<typeof AccessError>[0]) =>
    note({ note: 'error', error: new AccessError(code, 'x') });
  const lines: readonly NoteNode[] = [
    note({ note: 'loading' }),
    note({}),
    note({ note: 'none-recorded' }),
    note({ note: 'more', shown: 500 }),
    note({ note: 'region-not-enabled' }),
    note({ note: 'not-a-customer' }),
    note({ note: 'service-not-in-region' }),
    note({ note: 'no-regions', kind: null }),
    note({ note: 'lifecycle', notices: ['pinpoint/ended'] }),
    ...(
      ['access-denied', 'credentials-expired', 'sign-in-needed', 'throttled', 'unreachable', 'service-failure'] as const
    ).map(error),
  ];

  it.each([
    ['ending', null, /^sign-in ends at \S+/, 'account'],
    ['over', null, /^sign-in has ended$/, 'key'],
    ['over', new AccessError('sign-in-needed', ''), /^Sign-in needed$/, 'key'],
    ['good', null, /^$/, 'account'],
  ] as const)('tells of an account’s sign-in that is %s, once', (state, failed, description, icon) => {
    const face = nodeFace(account({ error: failed }), english, { signIn: sessionIn(state, 'corp', noon) });
    expect([face.description, face.icon]).toEqual([expect.stringMatching(description), icon]);
  });

  it('looks different for every reason', () => {
    const faces = lines.map(line => {
      const { label, icon } = nodeFace(line, english);
      return `${icon} ${label}`;
    });
    expect(new Set(faces).size).toBe(lines.length);
  });

  it('says what happened to services in one line, the gravest first, and all of it in its tooltip', () => {
    const line = note({ note: 'lifecycle', notices: ['pinpoint/ended', 'glacier/closed'] });
    expect(nodeFace(line, english)).toMatchObject({
      label: 'Pinpoint ended on 2026-10-30',
      description: 'and 1 more',
      icon: 'info',
    });
    expect(nodeFace({ ...line, notices: ['glacier/closed'] }, english)).toMatchObject({
      label: 'Glacier is closed to new customers',
      description: '',
    });
    expect(nodeTooltip(line, english).map(([, text]) => text)).toEqual([
      expect.stringMatching(/^Pinpoint ended on 2026-10-30\. /),
      expect.stringMatching(/^Glacier is closed to new customers\. /),
    ]);
  });

  it('says what to do where something can be done', () => {
    const silent = lines.filter(line => line.error !== null && nodeFace(line, english).description === '');
    expect(silent).toEqual([]);
  });
});

describe('a tooltip', () => {
  it('has every field, the notices, and AWS’s own words of what failed', () => {
    const fields = [
      ['VaultARN', 'arn:aws:glacier:…'],
      ['SizeInBytes', '0'],
    ] as const;
    const node = resource({ fields, notices: ['instance/not-listed'], status: 'error', error: denied });
    expect(nodeTooltip(node, english)).toEqual([
      ['Vault', 'tapes'],
      ['Status', 'Access denied'],
      ...fields,
      ['', expect.stringContaining('AWS no longer lists this instance')],
      ['', 'Access denied'],
      ['', 'User is not authorized (AccessDeniedException, HTTP 403)'],
      ['', expect.stringContaining('permission')],
    ]);
  });
});

describe('in another language', () => {
  const foreign: Translate = text => `⟦${text}⟧`;

  it('what AWS has no name for is translated, and what it has keeps that', () => {
    const fields = [
      ['ApplicationId', 'a1'],
      [OWN_FIELDS.answered, 'Gone'],
      [OWN_FIELDS.recorded, '2026-11-28'],
    ] as const;
    const stream = resource({ kind: 'event-stream', name: 'a1', label: 'a1', status: 'retired', fields });
    expect(nodeTooltip(stream, foreign)).toEqual([
      ['⟦Event Stream⟧', 'a1'],
      ['⟦Status⟧', '⟦retired⟧'],
      ['ApplicationId', 'a1'],
      ['⟦AWS answered⟧', 'Gone'],
      ['⟦Recorded at⟧', '2026-11-28'],
    ]);
    expect(nodeFace(stream, foreign).label).toBe('⟦Event Stream⟧');
  });
});

describe('a group', () => {
  const counts = { silent: 18, broken: 2, warnings: 0, checked: 20, oldest: Date.parse('2026-11-28T12:00:00Z') };
  const vaults = group({ kind: 'vault', count: 34 });

  it('counts the rows that are worth a look', () => {
    expect(nodeFace(vaults, english, { counts }).description).toBe('34 · 18 silent · 2 broken');
    expect(nodeFace(vaults, english, { counts: { ...counts, silent: 0, broken: 0, warnings: 1 } }).description).toBe(
      '34 · 1 with warnings',
    );
  });

  it('says how many of them were checked, and when', () => {
    expect(nodeTooltip(vaults, english, { counts }).at(-1)).toEqual([
      'Checked',
      expect.stringMatching(/^20 of 34, the first at \d/),
    ]);
    expect(nodeTooltip(vaults, english, { counts: { ...counts, checked: 0, oldest: null } })).toHaveLength(2);
  });
});

describe('a row that was checked', () => {
  const checked = (verdict: CheckedVerdict['verdict']) => ({
    checked: { verdict, checkedAt: Date.parse('2026-11-28T12:00:00Z'), cause: null },
  });
  const set = resource({ mood: 'set', config: { SNSTopic: topic } });

  it.each<[CheckedVerdict['verdict'] | undefined, string, string | undefined, string]>([
    [undefined, 'archive', undefined, '→ ops'],
    ['ok', 'archive', 'charts.green', '→ ops'],
    ['broken', 'error', 'list.errorForeground', 'broken · → ops'],
    ['warning', 'warning', 'list.warningForeground', 'warning · → ops'],
    ['unproven', 'question', 'list.warningForeground', 'unproven · → ops'],
    ['not-checked', 'question', 'disabledForeground', 'not checked · → ops'],
  ])('is shown as %s', (verdict, icon, color, description) => {
    const face = nodeFace(set, english, verdict === undefined ? {} : checked(verdict));
    expect([face.icon, face.color, face.description]).toEqual([icon, color, description]);
  });

  it('says why in both, before what is set, where something is amiss', () => {
    const data = { topic: 'ops', says: 'silent' };
    const cause = { rule: 'vault/topic-policy', ...amiss('broken', data), read: [], needs: null, error: null };
    const standing = { checked: { verdict: 'broken', checkedAt: 0, cause } as const };
    expect(nodeFace(set, english, standing).description).toBe('broken: Topic policy · → ops');
    expect(nodeTooltip(set, english, standing).map(([, value]) => value)).toContain(
      'Glacier is not allowed to publish to ops. No statement of its policy allows it.',
    );
  });

  it('says that nothing was asked for what its list tells', () => {
    const cause = {
      rule: 'vault/topic-fifo',
      ...amiss('warning', { topic: 'ops.fifo' }),
      read: [],
      needs: null,
      error: null,
    };
    const standing = { checked: { verdict: 'warning', checkedAt: null, cause } as const };
    expect(nodeFace(set, english, standing)).toMatchObject({
      icon: 'warning',
      description: 'warning: Kind of topic · → ops',
    });
    expect(nodeTooltip(set, english, standing).slice(2, 4)).toEqual([
      ['Not checked', 'known from the list: warning'],
      ['', expect.stringContaining('ops.fifo is a FIFO topic')],
    ]);
  });

  it('says when in its tooltip', () => {
    expect(nodeTooltip(set, english, checked('broken')).find(([name]) => name === 'Checked')?.[1]).toMatch(
      /^broken \(/,
    );
  });

  it('is as it was before once its status is another, or something else is set', () => {
    const verdicts = new CheckedVerdicts();
    const at = { source: { kind: 'default' }, region: where, kind: 'vault', name: 'tapes' } as const;
    const told = { accountId: '111122223333', verdict: 'broken', steps: [], notes: [] } as const;
    verdicts.record({ ...at, ...told, status: 'set', config: { SNSTopic: topic } }, 1);
    expect(verdicts.of({ ...at, status: 'set', config: { SNSTopic: topic } })?.verdict).toBe('broken');
    expect(verdicts.of({ ...at, status: 'set', config: { SNSTopic: `${topic}-2` } })).toBeUndefined();
    expect(verdicts.of({ ...at, status: 'ACTIVE', config: { SNSTopic: topic } })).toBeUndefined();
  });
});
