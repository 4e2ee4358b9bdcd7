import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../core/inventory/nodes.ts';
import { kinds, offered } from '../../core/kinds/table.ts';
import { rules } from '../../core/lint/ruleTable.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import type { KindId, Row } from '../../core/model/resource.ts';
import { contextValue } from './contextValue.ts';
import { manifest } from './manifest.ts';
import { operationCommand } from './operationCommand.ts';

const { members, texts } = manifest(rules);
const { contributes, capabilities } = members as unknown as {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when: string; readonly group?: string }[]>
    >;
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: string };
      }[];
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  };
};
const where = region('us-east-1');
const row = (kind: KindId, arn: string | null): Row => ({
  ...{ kind, arn, name: 'n', label: 'n', status: 'set', mood: 'ok' },
  ...{ config: {}, fields: [], notices: [], error: null },
});
const resource = (kind: KindId, arn: string | null = 'arn:aws:x:::y'): Node => ({
  ...{ type: 'resource', path: 'p', region: where, row: row(kind, arn), state: 'ready', hasChildren: false },
});
const group = (kind: KindId, isOffered = true): Node => ({
  ...{ type: 'group', path: 'p', kind, region: where, state: 'ready', count: 0, offered: isOffered, error: null },
});
const note = (code: ConstructorParameters<typeof AccessError>[0]): Node => ({
  ...{
    type: 'note',
    path: 'p',
    note: 'error',
    kind: null,
    region: null,
    shown: 0,
    notices: [],
    error: new AccessError(code, ''),
  },
});
const lifecycle = (...notices: readonly string[]): Node => ({
  ...{ type: 'note', path: 'p', note: 'lifecycle', kind: null, region: null, shown: 0, notices, error: null },
});
const account: Node = {
  ...{
    type: 'account',
    path: 'p',
    source: { kind: 'default' },
    accountId: '111122223333',
    state: 'ready',
    error: null,
  },
};

/** The commands whose context-menu entry a node shows, alone or among several rows that are selected. */
function menuOf(node: Node, alone = true): readonly string[] {
  const value = contextValue(node);
  const entries = contributes.menus['view/item/context'] ?? [];
  const shown = entries.filter(({ when, group: at }) => {
    const [, token, single] = /viewItem =~ \/(.*)\/( && !listMultiSelection)?$/.exec(when) ?? [];
    if (!alone && single !== undefined) return false;
    return token !== undefined && new RegExp(token).test(value) && at?.startsWith('inline') !== true;
  });
  return shown.map(({ command }) => command.replace('notificationExplorer.', ''));
}

describe('the walkthrough', () => {
  const { walkthroughs } = contributes;
  const [tour] = walkthroughs;

  it('has five steps, each with its picture, and with commands that exist', () => {
    expect(tour?.steps).toHaveLength(5);
    const ids = new Set(contributes.commands.map(({ command }) => command));
    for (const { description, media } of tour?.steps ?? []) {
      expect(existsSync(media.image), media.image).toBe(true);
      const text = Object.entries(texts).find(([key]) => description === `%${key}%`)?.[1] ?? '';
      const linked = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, id = '']) => id);
      expect(linked.filter(id => !ids.has(id) && !id.endsWith('.focus'))).toEqual([]);
    }
  });

  it('is what the welcome view leads to', () => {
    const { publisher, name } = JSON.parse(readFileSync('package.json', 'utf8'));
    const which = encodeURIComponent(JSON.stringify(`${publisher}.${name}#${tour?.id}`));
    expect(texts['welcome.first']).toContain(`openWalkthrough?${which}`);
  });
});

describe('the context menu', () => {
  it.each([
    [
      'vault',
      resource('vault'),
      [
        'setVaultNotifications',
        'getVaultNotifications',
        'deleteVaultNotifications',
        'describeVault',
        'openLive',
        'compareResources',
        'applyToMany',
        'openForm',
        'copyArn',
        'copyId',
        'copyJson',
        'preflight',
        'refreshNode',
        'copyAs',
        'exportAs',
      ],
    ],
    [
      'hub',
      resource('hub', null),
      ['deregisterNotificationHub', 'copyId', 'copyJson', 'preflight', 'refreshNode', 'copyAs', 'exportAs'],
    ],
    [
      'app',
      resource('app'),
      [
        'openForm',
        'putEventStream',
        'getEventStream',
        'deleteEventStream',
        'copyArn',
        'copyId',
        'copyJson',
        'preflight',
        'refreshNode',
        'copyAs',
        'exportAs',
      ],
    ],
    [
      'event stream',
      resource('event-stream', null),
      [
        'openLive',
        'compareResources',
        'applyToMany',
        'openForm',
        'putEventStream',
        'getEventStream',
        'deleteEventStream',
        'copyId',
        'copyJson',
        'preflight',
        'refreshNode',
        'copyAs',
        'exportAs',
      ],
    ],
    [
      'instance',
      resource('instance'),
      [
        'openForm',
        'describeInstance',
        'createPushNotificationRegistration',
        'copyArn',
        'copyId',
        'copyJson',
        'preflight',
        'refreshNode',
        'copyAs',
        'exportAs',
      ],
    ],
    [
      'push registration',
      resource('push-registration', null),
      ['deletePushNotificationRegistration', 'copyId', 'copyJson', 'preflight', 'refreshNode', 'copyAs', 'exportAs'],
    ],
    [
      'group of hubs',
      group('hub'),
      ['openForm', 'registerNotificationHub', 'preflight', 'refreshNode', 'copyAs', 'exportAs'],
    ],
    ['group of instances', group('instance'), ['listInstances', 'preflight', 'refreshNode', 'copyAs', 'exportAs']],
    ['group where AWS has no such service', group('instance', false), []],
    [
      'account',
      account,
      [
        ...['openForm', 'registerNotificationHub', 'listInstances', 'copyAs', 'exportAs', 'copyId', 'preflight'],
        ...['exitReport', 'refreshNode'],
      ],
    ],
    ['group of applications', group('app'), ['copyAs', 'exitReport', 'exportAs', 'preflight', 'refreshNode']],
    ['line that tells of Pinpoint', lifecycle('glacier/closed', 'pinpoint/ended'), ['exitReport', 'dismissNotices']],
    ['line that tells of another service', lifecycle('glacier/closed'), ['dismissNotices']],
    ['failed line', note('access-denied'), ['refreshNode']],
    ['line that asks to sign in', note('sign-in-needed'), ['signIn', 'refreshNode']],
    ['line of an emulator that stopped', note('emulator-stopped'), ['startEmulator', 'refreshNode']],
  ] as const)('of a %s offers what can be done with it', (_name, node, expected) => {
    expect([...menuOf(node)].sort()).toEqual([...expected].sort());
  });

  it.each([
    [
      'vault',
      resource('vault'),
      ['applyToMany', 'compareResources', 'copyAs', 'exportAs', 'openLive', 'preflight', 'refreshNode'],
    ],
    ['account', account, ['copyAs', 'exitReport', 'exportAs', 'preflight', 'refreshNode']],
    ['hub', resource('hub', null), ['copyAs', 'exportAs', 'preflight', 'refreshNode']],
  ] as const)('of several rows, such as a %s, offers what is done to all of them', (_name, node, expected) => {
    expect([...menuOf(node, false)].sort()).toEqual(expected);
  });

  it('reaches every operation from some row', () => {
    const nodes = [account, ...kinds.flatMap(({ id }) => [resource(id), group(id)])];
    const reachable = new Set(nodes.flatMap(node => menuOf(node)));
    expect(offered.filter(({ name }) => !reachable.has(operationCommand(name).replace(/^.*\./, '')))).toEqual([]);
  });
});

describe('the manifest', () => {
  it('has every operation in the palette and hides only what needs a node', () => {
    const hidden = (contributes.menus.commandPalette ?? []).map(({ command }) => command.replace(/^.*\./, ''));
    expect(hidden).toEqual([
      ...['refreshNode', 'loadMore', 'copyArn', 'copyId', 'copyJson'],
      'changeInForm',
      ...['openLive', 'compareResources', 'applyToMany'],
      ...['copyAs', 'copyChangeAs', 'copyFormAs'],
      'dismissNotices',
      ...['checkChange', 'dismissChange', 'showChange', 'refreshHistory', 'moreHistory'],
    ]);
  });

  it('names every command once', () => {
    const ids = contributes.commands.map(({ command }) => command);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lets no workspace say where calls go, and restricts the rest while it is not trusted', () => {
    const settings = Object.entries(contributes.configuration.properties);
    const free = settings.filter(([, { scope }]) => scope !== 'machine').map(([name]) => name);
    expect(free.map(name => name.replace('notificationExplorer.', ''))).toEqual([
      'regions',
      'productionAccounts',
      'lint.enabled',
      'lint.rules',
    ]);
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(free);
  });
});

describe('the texts of the manifest', () => {
  const keys = [...JSON.stringify(members).matchAll(/"%([^"]*)%"/g)].map(([, key]) => key);

  it('each stand under a key that VS Code takes, and none besides', () => {
    expect(new Set(keys)).toEqual(new Set(Object.keys(texts)));
    expect(keys.filter(key => !/^[\w.-]+$/.test(key ?? ''))).toEqual([]);
  });

  it('are what the tables say', () => {
    expect(texts).toMatchObject({
      'command.SetVaultNotifications': 'Set Vault Notifications…',
      'command.chooseAccounts': 'Choose Accounts…',
      'view.history': 'History',
      'rule.vault.no-events': rules.find(({ id }) => id === 'vault/no-events')?.summary,
    });
    expect(Object.values(texts)).not.toContain('');
  });

  it('leave no other text for people in the members', () => {
    const said =
      /"(?:title|description|markdownDescription|contents|accessibilityHelpContent|patternErrorMessage)":"([^%"][^"]*)"/g;
    const plain = [...JSON.stringify(members).matchAll(said)].map(([, text]) => text);
    expect(new Set(plain)).toEqual(new Set(['AWS Notifications', 'Notification Explorer for AWS']));
  });
});
