import { fleetDocument } from '../fleet/exportFleet.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import { isAbsent, type KindExport, type NoEquivalent } from '../model/export.ts';
import type { Kind } from '../model/kind.ts';
import { plainText } from '../model/plainText.ts';
import type { Translate } from '../model/translate.ts';
import { bashScript } from './bash.ts';
import { boto3Script } from './boto3.ts';
import { cloudFormationTemplate } from './cloudFormation.ts';
import type { Exported, ExportedEstate } from './estate.ts';
import { powerShellScript } from './powerShell.ts';
import { callsFor, type Script } from './script.ts';
import { terraformFolders, terraformProvider, terraformResources } from './terraform.ts';

/** How an export is to be written. */
export interface Writing {
  readonly table: KindTable;
  readonly t: Translate;
  /** What it says of itself and of what could not be read, line by line, free of line breaks. */
  readonly head: readonly string[];
  /** False for a part to paste: without a head, checks and the like. */
  readonly isWhole: boolean;
  /** Where the local emulator listens; only for its accounts. */
  readonly endpoint?: string | undefined;
}

/** One file of an export. */
export interface ExportedFile {
  /** Below the folder that a person names, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Things of a kind that a target has nothing for, and why. */
export interface Gap {
  readonly kind: Kind;
  readonly names: readonly string[];
  readonly why: string;
}

/** An export as files: one where it is a single text. None where nothing is to be written. */
export interface WrittenExport {
  readonly files: readonly ExportedFile[];
  readonly gaps: readonly Gap[];
}

/** One way to write an export. */
export interface ExportTarget {
  readonly id: 'cli' | 'powershell' | 'boto3' | 'cloudformation' | 'terraform' | 'fleet';
  readonly label: string;
  /** VS Code's id of its language. */
  readonly language: string;
  /** Writes calls, and so changes as well as what is there. */
  readonly script?: (script: Script, t: Translate) => string;
  /** Why it has nothing for a kind; undefined where it has. */
  readonly lacks: (row: KindExport) => NoEquivalent | undefined;
  readonly write: (estate: ExportedEstate, how: Writing, gaps: readonly Gap[]) => readonly ExportedFile[];
}

const scripted = (path: string, script: NonNullable<ExportTarget['script']>) => ({
  script,
  lacks: () => undefined,
  write: ({ things }: ExportedEstate, { table, t, head, isWhole, endpoint }: Writing): readonly ExportedFile[] => {
    const calls = callsFor(things, table, thing => titleOf(thing, t));
    return calls.length === 0 ? [] : [{ path, text: script({ calls, head: isWhole ? head : [], endpoint }, t) }];
  },
});

const absent = (target: object): NoEquivalent | undefined => (isAbsent(target) ? target : undefined);

/** Every target, in the order in which people see them. */
export const exportTargets: readonly ExportTarget[] = [
  { id: 'cli', label: 'AWS CLI (bash)', language: 'shellscript', ...scripted('notifications.sh', bashScript) },
  {
    id: 'powershell',
    label: 'AWS CLI (PowerShell)',
    language: 'powershell',
    ...scripted('notifications.ps1', powerShellScript),
  },
  { id: 'boto3', label: 'boto3 (Python)', language: 'python', ...scripted('notifications.py', boto3Script) },
  {
    id: 'cloudformation',
    label: 'CloudFormation',
    language: 'yaml',
    lacks: row => absent(row.cloudFormation),
    write: ({ things }, { head, t }, gaps) => {
      const template = cloudFormationTemplate(things, [...head, ...gapLines(gaps, t)], t);
      return template === null ? [] : [{ path: 'notifications.yaml', text: template }];
    },
  },
  {
    id: 'terraform',
    label: 'Terraform',
    language: 'terraform',
    lacks: row => absent(row.terraform),
    write: writeTerraform,
  },
  {
    id: 'fleet',
    label: 'Fleet file',
    language: 'json',
    lacks: ({ noFleet }) => (noFleet === undefined ? undefined : { none: noFleet }),
    write: ({ found }, { table }) => {
      const document = fleetDocument(found, table.rows);
      const isEmpty = Object.keys(Object(document.accounts)).length === 0;
      return isEmpty ? [] : [{ path: 'fleet.notifications.json', text: `${JSON.stringify(document, null, 2)}\n` }];
    },
  },
];

/** A kind and a name, on one line. */
export const titleOf = ({ kind, name }: Pick<Exported, 'kind' | 'name'>, t: Translate): string =>
  `${kind.label(t)} ${plainText(name)}`;

/** Writes an export, and says what its target has nothing for. */
export function writeExport(target: ExportTarget, estate: ExportedEstate, how: Writing): WrittenExport {
  const gaps = gapsOf(target, estate.things, how.t);
  return { files: target.write(estate, how, gaps), gaps };
}

function gapsOf(target: ExportTarget, things: readonly Exported[], t: Translate): readonly Gap[] {
  const gaps = new Map<Kind, Gap>();
  for (const { kind, row, name, config } of things) {
    const lack = target.lacks(row);
    if (lack === undefined || config === null) continue;
    const names = gaps.get(kind)?.names ?? [];
    gaps.set(kind, { kind, names: [...names, name], why: lack.none(t) });
  }
  return [...gaps.values()];
}

/**
 * A line for each kind that a target has nothing for.
 *
 * @param most How many names it tells; the rest is counted.
 */
export function gapLines(gaps: readonly Gap[], t: Translate, most = Number.POSITIVE_INFINITY): readonly string[] {
  return gaps.map(({ kind, names, why }) => {
    const shown = names.slice(0, most).map(plainText).join(', ');
    const more = names.length > most ? t(' and {0} more', String(names.length - most)) : '';
    return t('No equivalent for {0} ({1}): {2}', kind.plural(t), `${shown}${more}`, why);
  });
}

function writeTerraform({ things }: ExportedEstate, how: Writing, gaps: readonly Gap[]): readonly ExportedFile[] {
  const { t, head, isWhole, endpoint } = how;
  const held = things.filter(
    ({ row: { terraform }, config }) => !isAbsent(terraform) && (config !== null || terraform.evenUnset),
  );
  const said = [...head, ...gapLines(gaps, t)].map(line => `# ${line}\n`).join('');
  if (!isWhole) return held.length === 0 ? [] : [{ path: 'notifications.tf', text: terraformResources(held, t) }];
  const folders = terraformFolders(held);
  return folders.flatMap(folder => {
    const below = folders.length === 1 ? '' : `${folder.name}/`;
    return [
      { path: `${below}providers.tf`, text: `${said}\n${terraformProvider(folder, endpoint, t)}` },
      { path: `${below}notifications.tf`, text: `${said}\n${terraformResources(folder.things, t)}` },
    ];
  });
}
