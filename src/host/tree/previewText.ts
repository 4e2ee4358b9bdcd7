import type { NodePath } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { sourceText } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import { accountTitle, fieldLines, rowStatus } from '../../messages/nodeText.ts';
import { stepMessage } from '../../messages/preflightText.ts';
import type { HostServices } from '../services.ts';
import { readableJson } from '../workbench/readableJson.ts';
import { verdictOn } from './standing.ts';

/** A text to look at, and what tells it apart from others. */
export interface RowText {
  /** Its last part is the title. */
  readonly path: readonly string[];
  readonly text: string;
}

/** What is known of a resource as JSON with comments: what is set, and above it what AWS told beside. Undefined for other rows. */
export function previewOf(
  host: Pick<HostServices, 't' | 'explorer' | 'verdicts' | 'lists'>,
  path: NodePath,
): RowText | undefined {
  const { t, explorer } = host;
  const node = explorer.node(path);
  const where = explorer.whereabouts(path);
  if (node?.type !== 'resource' || where === undefined) return undefined;
  const { row, region, readAt, remembered } = node;
  const { source, accountId } = where;
  const cause = verdictOn(host, node)?.cause ?? null;
  const told = fieldLines(row, t).filter(([name, value]) => value !== row.label && !(name in (row.config ?? {})));
  const time = readAt === null ? '' : new Date(readAt).toLocaleString();
  const read = time === '' ? [] : [remembered ? t('As of {0}, not read since.', time) : t('Read at {0}.', time)];
  const head = [
    [kindOf(row.kind).label(t), plainText(row.label), '·', accountTitle(source, accountId, t), '·', region].join(' '),
    ...(cause === null ? [rowStatus(row, t)] : [stepMessage(cause, t)]),
    ...told.map(([name, value]) => `${name}: ${value}`),
    ...read,
  ];
  const comments = head.filter(line => line !== '').map(line => `// ${plainText(line)}\n`);
  const body = row.config === null ? '' : readableJson(row.config);
  const title = `${row.label === row.name ? row.name : `${row.label} ${row.name}`}.jsonc`;
  return { path: [sourceText(source), accountId ?? '', region, row.kind, title], text: comments.join('') + body };
}
