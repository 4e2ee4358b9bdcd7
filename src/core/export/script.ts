import { variableOf, withoutSecrets } from '../changes/commandLine.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import type { AccountSource, Place } from '../model/account.ts';
import { sourceKey } from '../model/account.ts';
import type { JsonObject } from '../model/json.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { Server } from '../model/server.ts';
import type { Exported } from './estate.ts';

/** One call of a script. */
export interface ScriptCall extends Place {
  readonly operation: WriteOperation;
  /** Free of secrets: each is written as `${secret:MEMBER}`. */
  readonly request: JsonObject;
  /** Who answered, where that is known and was not AWS. */
  readonly server?: Server | undefined;
  /** What it is about, on one line. */
  readonly about: string;
  /** True where it stands in the script to be read, and is not made: what would undo the others. */
  readonly isComment?: true;
}

/** The lines of a call, or the same as comments where it is not to be made. */
export const asWritten = ({ isComment }: ScriptCall, lines: readonly string[]): readonly string[] =>
  isComment === true ? lines.flatMap(piece => piece.split('\n')).map(line => (line === '' ? '#' : `# ${line}`)) : lines;

/** A script of calls, for one of the targets that make calls. */
export interface Script {
  readonly calls: readonly ScriptCall[];
  /** What it says of itself, line by line, free of line breaks; empty where it is only a part to paste. */
  readonly head: readonly string[];
  /** Where the local emulator listens; only for its accounts. */
  readonly endpoint?: string | undefined;
}

/** The calls that make things as they are; nothing for those on which nothing is set. */
export function callsFor(
  things: readonly Exported[],
  table: KindTable,
  about: (thing: Exported) => string,
): readonly ScriptCall[] {
  return things.flatMap(thing => {
    const { source, accountId, region, config } = thing;
    if (config === null) return [];
    return [{ source, accountId, region, about: about(thing), ...settingOf(thing, config, table) }];
  });
}

function settingOf({ kind, row, name }: Exported, config: JsonObject, table: KindTable) {
  const setting = table.setting(kind.id, name, config);
  const { secrets } = table.writeRow(setting.operation).write;
  const request = row.request?.(config) ?? setting.request;
  const left = secrets.map(member => [member, `\${secret:${member}}`] as const);
  return { operation: setting.operation, request: { ...request, ...Object.fromEntries(left) } };
}

/** The variables of a script's secrets: which holds which, and which one each may fall back to. */
export interface SecretVariables {
  /** By call, then by member. */
  readonly byCall: readonly ReadonlyMap<string, string>[];
  /** The variables, each with the one that is taken in its place where it is not set: itself where there is only one. */
  readonly all: readonly { readonly name: string; readonly common: string; readonly about: string }[];
}

/** Names the variables: `DEVICE_TOKEN` where one call needs one, else `DEVICE_TOKEN_1` and so on. */
export function secretVariables(calls: readonly ScriptCall[]): SecretVariables {
  const members = calls.map(({ request }) => withoutSecrets(request).secrets);
  const total = new Map<string, number>();
  for (const member of members.flat()) total.set(member, (total.get(member) ?? 0) + 1);
  const counts = new Map<string, number>();
  const all: SecretVariables['all'][number][] = [];
  const byCall = members.map((own, index) => {
    const names = own.map(member => {
      const count = (counts.get(member) ?? 0) + 1;
      counts.set(member, count);
      const common = variableOf(member);
      const name = total.get(member) === 1 ? common : `${common}_${count}`;
      all.push({ name, common, about: calls[index]?.about ?? '' });
      return [member, name] as const;
    });
    return new Map(names);
  });
  return { byCall, all };
}

/** The accounts of a script, each with one Region of its, in the order in which they come. */
export function accountsOf(calls: readonly Place[]): readonly Place[] {
  const accounts = new Map<string, Place>();
  for (const place of calls) {
    const key = JSON.stringify([sourceKey(place.source), place.accountId]);
    if (!accounts.has(key)) accounts.set(key, place);
  }
  return [...accounts.values()];
}

/** True for what only the emulator's keys lead to. */
export const isEmulated = (source: AccountSource): boolean => source.kind === 'emulator';

/** A character by its code, as strings of Python, HCL and YAML have it. */
export function byCode(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
