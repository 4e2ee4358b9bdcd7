import { isObject } from '../../model/answer.ts';
import { type Finding, finding } from '../../model/finding.ts';
import type { Undo } from '../../model/journal.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Offered } from '../../model/kind.ts';
import type { Input } from '../../model/ports.ts';
import type { Live, Row } from '../../model/resource.ts';
import { VAULT_EVENTS } from './document.ts';

const vaultName = (request: Input): string => String(request.vaultName ?? '');
const preset = (row: Row | null): JsonObject => ({ accountId: '-', ...(row === null ? {} : { vaultName: row.name }) });

function goal(request: Input): JsonObject {
  const config = request.vaultNotificationConfig;
  return isObject(config) ? (config as { readonly [key: string]: Json }) : {};
}

function setFindings(request: Input, live: Live): readonly Finding[] {
  if (live.config === null) return [];
  const before = String(live.config.SNSTopic ?? '');
  const after = String(goal(request).SNSTopic ?? '');
  return before === after ? [] : [finding('vault/replaces', 'warning', { before, after })];
}

/** Setting what was set before, or deleting where nothing was. */
function undo(request: Input, live: Live): Undo {
  const target = { accountId: '-', vaultName: vaultName(request) };
  if (live.config === null) return { kind: 'by', operation: 'DeleteVaultNotifications', request: target };
  const before = { ...target, vaultNotificationConfig: live.config };
  return { kind: 'by', operation: 'SetVaultNotifications', request: before };
}

const base = {
  undo,
  startsFrom: 'vault',
  kind: 'vault',
  preset,
  resourceName: vaultName,
  secrets: [],
  doneCodes: [],
} as const;

/** What can be done with vaults. */
export const vaultOperations: readonly Offered[] = [
  {
    ...base,
    name: 'SetVaultNotifications',
    title: t => t('Set Vault Notifications'),
    help: t => t('Sets which topic a vault notifies when its jobs complete, replacing the current setting.'),
    done: (t, name) => t('Notifications set for vault {0}', name),
    icon: 'edit',
    effect: 'replace',
    fields: [
      {
        path: ['vaultNotificationConfig', 'SNSTopic'],
        label: 'SNSTopic',
        title: t => t('Topic'),
        help: t =>
          t(
            'ARN of the SNS topic. It must be in the vault’s Region; AWS does not check that the vault is allowed to publish to it.',
          ),
        input: 'text',
        required: true,
        live: 'topic',
      },
      {
        path: ['vaultNotificationConfig', 'Events'],
        label: 'Events',
        title: t => t('Notify when'),
        help: t => t('The kinds of job to be notified of.'),
        input: 'choices',
        options: VAULT_EVENTS,
        required: true,
      },
    ],
    goal,
    findings: setFindings,
  },
  {
    name: 'GetVaultNotifications',
    title: t => t('Get Vault Notifications'),
    icon: 'json',
    effect: 'read',
    readsConfig: true,
    startsFrom: 'vault',
    request: preset,
  },
  {
    ...base,
    name: 'DeleteVaultNotifications',
    title: t => t('Delete Vault Notifications'),
    help: t => t('Removes the notification configuration of a vault. Messages may still arrive for a while.'),
    done: (t, name) => t('Notifications removed from vault {0}', name),
    icon: 'trash',
    effect: 'delete',
    fields: [],
    goal: () => null,
    findings: (_request, live) => (live.config === null ? [] : [finding('vault/delete-lag', 'information')]),
    doneCodes: ['ResourceNotFoundException'],
  },
  {
    name: 'DescribeVault',
    title: t => t('Describe Vault'),
    icon: 'info',
    effect: 'read',
    startsFrom: 'vault',
    request: preset,
  },
];
