import {
  isObject,
  objects,
  optionalNumber,
  optionalText,
  optionalTime,
  pageToken,
  text,
  texts,
} from '../../model/answer.ts';
import { AccessError } from '../../model/errors.ts';
import { type Json, type JsonObject, sameJson } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import type { Live, Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { vaultDocument } from './document.ts';
import { vaultListedChecks } from './listedChecks.ts';
import { vaultOperations } from './operations.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    vault: 'changed';
  }
}

function vaultRow(vault: Answer): Row {
  const name = text(vault, 'VaultName');
  const arn = text(vault, 'VaultARN');
  const told = [
    ['VaultName', name],
    ['VaultARN', arn],
    ['CreationDate', optionalTime(vault, 'CreationDate')],
    ['LastInventoryDate', optionalTime(vault, 'LastInventoryDate')],
    ['NumberOfArchives', optionalNumber(vault, 'NumberOfArchives')],
    ['SizeInBytes', optionalNumber(vault, 'SizeInBytes')],
  ] as const;
  return {
    kind: 'vault',
    name,
    label: name,
    status: 'unread',
    mood: 'unread',
    config: null,
    arn,
    fields: told.flatMap(([field, value]) => (value === null ? [] : [[field, String(value)] as const])),
    notices: [],
    error: null,
  };
}

/**
 * Pages of vaults. AWS's documents disagree on whether the marker's vault stands on the next page again, so vaults are
 * told apart by ARN.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vaults-get.html
 */
export async function* listVaults(scope: Pick<Scope, 'read'>): AsyncIterable<readonly Row[]> {
  let lastArn: string | null = null;
  const pages = pagesOf(
    marker => scope.read('ListVaults', { accountId: '-', ...(marker === null ? {} : { marker }) }),
    answer => pageToken(answer, 'Marker'),
  );
  for await (const answer of pages) {
    const rows = objects(answer, 'VaultList').map(vaultRow);
    const fresh = rows.filter(row => row.arn !== lastArn);
    lastArn = rows.at(-1)?.arn ?? lastArn;
    yield fresh;
  }
}

function notificationConfig(answer: Answer): JsonObject {
  const config = answer.vaultNotificationConfig;
  if (!isObject(config)) throw new AccessError('unexpected-answer', 'The answer holds no vaultNotificationConfig.');
  const topic = optionalText(config, 'SNSTopic');
  const events = config.Events === undefined || config.Events === null ? [] : texts(config, 'Events');
  // AWS takes neither a configuration without a topic nor one without events: one without either is not AWS's.
  if (topic === null && events.length === 0) {
    throw new AccessError('unexpected-answer', 'The answer tells neither topic nor events.');
  }
  return { ...(topic === null ? {} : { SNSTopic: topic }), Events: events };
}

/**
 * The configuration of a vault that is known to be there, or null: AWS answers 404 where none is set. Only a 404 in
 * Glacier's own words says so; a gateway on the way may know no such path either. Throws AccessError.
 */
export async function readNotifications(scope: Pick<Scope, 'read'>, vaultName: string): Promise<JsonObject | null> {
  try {
    return notificationConfig(await scope.read('GetVaultNotifications', { accountId: '-', vaultName }));
  } catch (error) {
    if (saysNotFound(error)) return null;
    throw error;
  }
}

/** True for a 404 in Glacier's own words. */
const saysNotFound = (error: unknown): boolean =>
  error instanceof AccessError && error.details.awsCode === 'ResourceNotFoundException';

function withNotifications(row: Row, config: JsonObject | null): Row {
  const base = { ...row, config, error: null };
  if (config === null) return { ...base, status: 'none', mood: 'none' };
  const events = Array.isArray(config.Events) ? config.Events.join(', ') : '';
  const fields = [...row.fields, ['SNSTopic', String(config.SNSTopic ?? '')] as const, ['Events', events] as const];
  return { ...base, status: 'set', mood: 'set', fields };
}

/** A listed vault with its configuration. It was just listed, so that it need not be asked for again. */
async function detailVault(scope: Scope, row: Row): Promise<Row> {
  return withNotifications(row, await readNotifications(scope, row.name));
}

/** One vault anew, or null where it is gone. */
async function rereadVault(scope: Scope, { name }: Row): Promise<Row | null> {
  let vault: Answer;
  try {
    vault = await scope.read('DescribeVault', { accountId: '-', vaultName: name });
  } catch (error) {
    if (saysNotFound(error)) return null;
    throw error;
  }
  return detailVault(scope, vaultRow(vault));
}

/** What is live. A vault without a configuration is asked for: AWS answers 404 for a vault that is gone as well. */
async function liveVault(scope: Scope, name: string): Promise<Live> {
  const config = await readNotifications(scope, name);
  if (config === null) await scope.read('DescribeVault', { accountId: '-', vaultName: name });
  return { config, status: config === null ? 'none' : 'set', updatedBy: null, updatedAt: null, facts: {} };
}

/** Two configurations mean the same whatever the order of their events. */
function sameNotifications(a: Json | null, b: Json | null): boolean {
  return sameJson(ordered(a), ordered(b));
}

function ordered(config: Json | null): Json | null {
  if (!isObject(config) || !Array.isArray(config.Events)) return config;
  return { ...(config as JsonObject), Events: [...config.Events].map(String).sort() };
}

/** Glacier vaults, for the notification configuration each may have. */
export const vault: Kind = {
  id: 'vault',
  label: t => t('Vault'),
  plural: t => t('Vaults'),
  choose: t => t('Choose a vault'),
  unset: t => t('no notifications'),
  icon: 'archive',
  service: 'glacier',
  parent: 'region',
  regional: 'glacier',
  quota: null,
  listable: true,
  list: listVaults,
  detail: detailVault,
  reread: rereadVault,
  live: liveVault,
  same: sameNotifications,
  settling: [],
  verification: { timeoutSeconds: 30, equalReads: 1 },
  inOrderWithin: 'resource',
  operations: vaultOperations,
  // The console has no address for one vault that AWS documents.
  indexed: { 'resource-explorer': 'glacier:vaults' },
  consolePage: () => 'glacier/home#/vaults',
  listedChecks: vaultListedChecks,
  listedBeside: 'topic',
  lifecycle: {
    id: 'glacier/closed',
    title: t => t('Glacier is closed to new customers'),
    detail: t =>
      t(
        'Since 2025-12-15, accounts that had no Glacier vaults can’t create any. Existing vaults stay, without a time limit.',
      ),
    isOver: false,
    concerns: () => true,
  },
  document: vaultDocument,
};
