import type { Node, ResourceNode } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { kindOf, kindTable } from '../../core/kinds/table.ts';
import type { Translate } from '../../core/model/translate.ts';
import { errorLine } from '../../messages/errorText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { resultText } from '../../messages/settlingText.ts';
import type { HostServices } from '../services.ts';
import type { TooltipLine } from './nodeFace.ts';

type FactsHost = Pick<HostServices, 't' | 'explorer' | 'aws' | 'history'>;

/** Where a resource is, as whom it was read, when, and what was last changed of it from here, line by line. Asks nothing of AWS. */
export async function rowFacts(host: FactsHost, node: Node): Promise<readonly TooltipLine[]> {
  const where = node.type === 'resource' ? host.explorer.whereabouts(node.path) : undefined;
  if (node.type !== 'resource' || where === undefined) return [];
  const { t, explorer } = host;
  const { row, readAt } = node;
  const { source, accountId } = where;
  const account = explorer.node(accountPath(source));
  const caller = account?.type === 'account' ? account.caller : null;
  // AWS's own members stand above, under their own names.
  const isTold = (value: string): boolean => row.fields.some(([, told]) => told === value);
  const change = accountId === null ? null : await lastChange(host, node, accountId);
  return [
    ...(row.label === row.name || isTold(row.name) ? [] : [[t('ID'), row.name] as const]),
    ...(row.arn === null || isTold(row.arn) ? [] : [[t('ARN'), row.arn] as const]),
    [t('Account'), accountTitle(source, accountId, t)],
    [t('Region'), node.region],
    [t('Endpoint'), await endpointText(host, where.source, node)],
    ...(caller === null ? [] : [[t('Read as'), caller] as const]),
    ...(change === null ? [] : [[t('Last change from here'), change] as const]),
    ...(readAt === null ? [] : [[t('Read at'), new Date(readAt).toLocaleString()] as const]),
  ];
}

async function endpointText(
  { t, aws }: FactsHost,
  source: Parameters<FactsHost['aws']['gateway']['reader']>[0],
  { row }: ResourceNode,
): Promise<string> {
  try {
    return (await aws.gateway.reader(source).endpoint(kindOf(row.kind).service)) ?? t('AWS');
  } catch (error) {
    return errorLine(error, t);
  }
}

/** What the journal of this computer tells last of a resource; null for nothing. */
async function lastChange(
  { t, history }: FactsHost,
  { region, row }: ResourceNode,
  accountId: string,
): Promise<string | null> {
  if (history.entries.length === 0) await history.load();
  const last = history.entries.find(
    entry =>
      entry.name === row.name && entry.kind === row.kind && entry.region === region && entry.accountId === accountId,
  );
  return last === undefined ? null : changeText(last, t);
}

const changeText = ({ operation, time, outcome }: HostServices['history']['entries'][number], t: Translate): string => {
  const title = kindTable.writeRow(operation).write.title(t);
  return [title, resultText(outcome?.result ?? null, t), new Date(time).toLocaleString()].join(' · ');
};
