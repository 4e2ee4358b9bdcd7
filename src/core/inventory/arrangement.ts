import { isObject } from '../model/answer.ts';
import { parseArn } from '../model/arn.ts';
import type { Row } from '../model/resource.ts';
import type { ResourceNode } from './nodes.ts';
import { wordsOf } from './rowIndex.ts';

/** What rows may be held to: nothing set, something amiss, or of a service that ended. */
export const STANDINGS = ['silent', 'amiss', 'retired'] as const;
export type StandingFilter = (typeof STANDINGS)[number];

export const GROUPINGS = ['region', 'target'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** `listed` is AWS's own order. */
export const SORTINGS = ['listed', 'name', 'status', 'target'] as const;
export type Sorting = (typeof SORTINGS)[number];

/** What of the accounts is shown, and in which order. */
export interface Arrangement {
  /** Null for rows however they stand. */
  readonly standing: StandingFilter | null;
  /** Words that are in the names or targets of rows; empty for all. */
  readonly text: string;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
}

/** Everything, as AWS lists it. */
export const PLAIN: Arrangement = { standing: null, text: '', grouping: 'region', sorting: 'listed' };

/** True where rows are left out. */
export const isFiltered = ({ standing, text }: Arrangement): boolean => standing !== null || text !== '';

/** An arrangement as it was kept; what is damaged or of another version counts as plain. */
export function arrangementOf(kept: unknown): Arrangement {
  if (!isObject(kept)) return PLAIN;
  const { standing, text, grouping, sorting } = kept;
  return {
    standing: STANDINGS.find(one => one === standing) ?? null,
    text: typeof text === 'string' ? text : '',
    grouping: GROUPINGS.find(one => one === grouping) ?? 'region',
    sorting: SORTINGS.find(one => one === sorting) ?? 'listed',
  };
}

/** Where a row leads: the first ARN that it is set to, or null. */
export function leadsTo({ config }: Row): string | null {
  for (const value of Object.values(config ?? {})) {
    if (typeof value === 'string' && parseArn(value) !== undefined) return value;
  }
  return null;
}

/** Whether something is amiss with a row, as its checks say. */
export type IsAmiss = (node: ResourceNode) => boolean;

/** Every text that a row's config holds, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** True where a text of a row's names or of what it is set to holds a word. */
function says({ label, name, arn, config }: Row, word: string): boolean {
  const holds = (text: string | null): boolean => text?.toLowerCase().includes(word) === true;
  const within = (value: unknown): boolean => {
    if (typeof value === 'string') return holds(value);
    return typeof value === 'object' && value !== null && Object.values(value).some(within);
  };
  return holds(label) || holds(name) || holds(arn) || within(config);
}

/** True for rows that an arrangement is about; the same as all of them where it filters nothing. */
export function matcher({ standing, text }: Arrangement, isAmiss: IsAmiss): (node: ResourceNode) => boolean {
  const words = wordsOf(text);
  const stands: Readonly<Record<StandingFilter, (node: ResourceNode) => boolean>> = {
    silent: ({ row }) => row.mood === 'none',
    amiss: node =>
      node.row.error !== null || node.row.mood === 'failed' || node.row.mood === 'attention' || isAmiss(node),
    retired: ({ row }) => row.mood === 'retired',
  };
  return node => {
    if (standing !== null && !stands[standing](node)) return false;
    return words.every(word => says(node.row, word));
  };
}

/** Rows in the order that is asked for; those alike stay as AWS lists them. */
export function sorted(nodes: readonly ResourceNode[], sorting: Sorting): readonly ResourceNode[] {
  if (sorting === 'listed') return nodes;
  const keys: Readonly<Record<Exclude<Sorting, 'listed'>, (row: Row) => string>> = {
    name: ({ label }) => label.toLowerCase(),
    status: ({ status }) => status.toLowerCase(),
    // What leads nowhere comes last.
    target: row => leadsTo(row) ?? '\uffff',
  };
  const keyed = nodes.map(node => [keys[sorting](node.row), node] as const);
  keyed.sort(([a], [b]) => Number(a > b) - Number(a < b));
  return keyed.map(([, node]) => node);
}
