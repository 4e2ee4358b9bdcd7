import { Uri } from 'vscode';
import { ACCOUNTS_VIEW } from './manifest/ids.ts';
import type { Call } from './services.ts';

/** The rows that are selected in each view, by the view's id. */
export type Selections = Readonly<Record<string, () => readonly string[]>>;

/** What a command was called with, and where it can be called from. */
export interface Called {
  /** What VS Code gave it: nothing from the palette; a row, and the selection it is part of, from a menu of a tree. */
  readonly given: readonly unknown[];
  readonly selections: Selections;
  /** Whether the title of a view offers it: VS Code gives it no row there where none has the focus. */
  readonly inTitle: boolean;
}

/** What a command is about; null where it was called on a row that cannot be told any more. */
export function callOf({ given, selections, inTitle }: Called): Call | null {
  const [row, selected] = given;
  if (!inTitle && isRowLost(given)) return null;
  // An editor's title gives the URI of its document.
  const path = row instanceof Uri ? row.toString() : typeof row === 'string' ? row : undefined;
  const keyed = keyedRows(row, selections);
  const rows = { path: path ?? keyed[0], selected: keyed.length > 0 ? keyed : selectedPaths(path, selected) };
  // From the palette: what is selected is what a person most likely means.
  const [near] = row === undefined ? (selections[ACCOUNTS_VIEW]?.() ?? []) : [];
  return near === undefined ? rows : { ...rows, near };
}

/**
 * Whether a menu was opened on rows of which one is gone, or is just being read anew: VS Code forgets the rows below
 * another one while it asks for them again, and gives undefined for them. An editor's title gives an object second.
 */
function isRowLost(given: readonly unknown[]): boolean {
  const [row, selected] = given;
  if (Array.isArray(selected)) return [row, ...selected].some(one => one == null);
  return given.length > 1 && row == null && selected == null;
}

/** What is selected in the view that a key was pressed in: VS Code gives a key’s command what the manifest says, and no row. */
function keyedRows(given: unknown, selections: Selections): readonly string[] {
  if (typeof given !== 'object' || given === null || !('selectionOf' in given)) return [];
  return selections[String(given.selectionOf)]?.() ?? [];
}

/** The rows that a command is meant for: a menu gives the whole selection beside the row it was opened on. */
function selectedPaths(path: string | undefined, selected: unknown): readonly string[] {
  const paths = Array.isArray(selected) ? selected.filter(one => typeof one === 'string') : [];
  return paths.length > 0 || path === undefined ? paths : [path];
}
