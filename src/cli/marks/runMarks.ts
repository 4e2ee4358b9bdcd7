import { isAccountId } from '../../core/model/account.ts';
import {
  type AccountMark,
  type AccountMarks,
  isGroupName,
  isMarkColour,
  isMarkKey,
  MARK_COLOURS,
  type MarkMember,
} from '../../core/model/accountMarks.ts';
import { plainText } from '../../core/model/plainText.ts';
import { markWords } from '../../messages/markText.ts';
import { type CommandIo, EXIT, parseArguments, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { jsonDocument } from '../output.ts';
import { type Services, withServices } from '../services.ts';

const flag = { type: 'boolean' } as const;
const named = { type: 'string' } as const;
const marks = { production: flag, 'read-only': flag, pinned: flag, hidden: flag } as const;
/** Group and colour are named to be set, and not to be cleared. */
const options = {
  list: { json: flag },
  set: { ...marks, group: named, colour: named, json: flag },
  clear: { ...marks, group: flag, colour: flag, json: flag },
} as const;

/** The member that an option stands for. */
const MEMBERS: Readonly<Record<string, MarkMember>> = {
  production: 'production',
  'read-only': 'readOnly',
  group: 'group',
  colour: 'colour',
  pinned: 'pinned',
  hidden: 'hidden',
};

type Values = Readonly<Record<string, unknown>>;

/** Runs `marks`. Gives the exit code. Throws UsageError. */
export async function runMarks([verb = '', ...args]: readonly string[], io: CommandIo): Promise<number> {
  const change = Object.hasOwn(options, verb) ? asked(verb as keyof typeof options, args) : undefined;
  if (change === undefined) throw new UsageError(t('Use marks list, or marks set or clear with an account.'));
  return withServices(io, async services => {
    if (change.key !== undefined) {
      await services.marks.change(change.key, change.to);
      await warnOfNobody(change.key, io, services);
    }
    const all = await services.marks.read();
    await io.stdout.write(change.json ? jsonDocument(rows(all)) : marksText(all));
    return EXIT.done;
  });
}

/** What the arguments ask for; without a key only a list. Throws UsageError. */
function asked(verb: keyof typeof options, args: readonly string[]) {
  const parsed = parseArguments(args, options[verb]);
  const { json, ...values }: Values = parsed.values;
  const [key, stray] = parsed.positionals;
  if (stray !== undefined) throw new UsageError(t('One account at a time.'));
  if (verb === 'list') {
    if (key !== undefined) throw new UsageError(t('marks list has no account.'));
    return { key: undefined, to: (mark: AccountMark) => mark, json: json === true };
  }
  if (key === undefined) throw new UsageError(t('Name an account: an ID, a profile, or a pattern of either.'));
  if (!isMarkKey(key)) throw new UsageError(t("'{0}' is neither an account ID nor a profile.", key));
  const to = verb === 'set' ? adding(values) : removing(values);
  return { key, to, json: json === true };
}

function adding(values: Values): (mark: AccountMark) => AccountMark {
  const { group, colour } = values;
  if (typeof group === 'string' && !isGroupName(group)) throw new UsageError(t('--group needs a name.'));
  if (colour !== undefined && !isMarkColour(colour)) {
    throw new UsageError(t('--colour is one of {0}.', MARK_COLOURS.join(', ')));
  }
  const said = Object.entries(values).flatMap(([option, value]) => {
    const member = MEMBERS[option];
    return member === undefined ? [] : [[member, value] as const];
  });
  if (said.length === 0) throw new UsageError(t('Name a mark, such as --read-only.'));
  return mark => ({ ...mark, ...Object.fromEntries(said) });
}

function removing(values: Values): (mark: AccountMark) => AccountMark {
  const gone = Object.keys(values).map(option => MEMBERS[option]);
  if (gone.length === 0) return () => ({});
  return mark => Object.fromEntries(Object.entries(mark).filter(([member]) => !gone.some(one => one === member)));
}

/** A slip of the pen would mark nothing, and nobody would know. */
async function warnOfNobody(key: string, io: CommandIo, { directory }: Pick<Services, 'directory'>): Promise<void> {
  if (isAccountId(key) || key.includes('*')) return;
  const { sources } = await directory.list();
  const isKnown = sources.some(
    ({ source }) => source.kind === 'profile' && source.name.toLowerCase() === key.toLowerCase(),
  );
  if (!isKnown)
    await io.stderr.line(t('The shared config has no profile {0}: it marks no account now.', plainText(key)));
}

const rows = (all: AccountMarks) =>
  [...all].map(([account, { production, readOnly, group, colour, pinned, hidden }]) => ({
    ...{ account, production: production === true, readOnly: readOnly === true },
    ...{ group: group ?? null, colour: colour ?? null, pinned: pinned === true, hidden: hidden === true },
  }));

function marksText(all: AccountMarks): string {
  if (all.size === 0) return `${t('No account is marked.')}\n`;
  const width = Math.max(...[...all.keys()].map(key => key.length));
  const lines = [...all].map(([key, mark]) => `${plainText(key).padEnd(width)}  ${markWords(mark, t).join(', ')}`);
  return `${lines.join('\n')}\n`;
}
