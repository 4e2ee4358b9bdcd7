import type { NodePath } from '../../core/inventory/nodes.ts';
import {
  type AccountMark,
  isGroupName,
  isMarkKey,
  MARK_COLOURS,
  type MarkableAccount,
  type MarkColour,
  type MarkedAccount,
  type MarkMember,
} from '../../core/model/accountMarks.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { colourText } from '../../messages/markText.ts';
import { accountName, accountTitle } from '../../messages/nodeText.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** What marking an account uses of the window. */
export type MarkHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'marks'>;

/** One thing to do with what stands under some keys. */
type Doing = (host: MarkHost, keys: readonly string[]) => Promise<void>;

/** What is marked: an account, or all that a key fits, such as a pattern. */
type Whom = MarkableAccount | string;

/** The accounts of rows; without any, the one that the person picks among those shown, or the pattern that they type. */
export async function accountsToMark(host: MarkHost, paths: readonly NodePath[]): Promise<readonly Whom[]> {
  const { t, explorer, prompter } = host;
  const accountsAt = (all: readonly NodePath[]): readonly MarkableAccount[] =>
    all.flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'account' ? [{ source: node.source, accountId: node.accountId }] : [];
    });
  if (paths.length > 0) return accountsAt(paths);
  const reply = await prompter.pick<Whom>({
    ...{ title: t('Mark Account'), step: 1, steps: 1 },
    prompt: t('Choose an account, or a pattern such as *-prod'),
    options: onePage(
      accountsAt(explorer.roots()).map(account => ({
        label: accountName(account.source, t),
        description: account.accountId ?? '',
        icon: 'account',
        value: account,
      })),
    ),
    typed: async text =>
      isMarkKey(text.trim())
        ? { kind: 'fits', value: text.trim() }
        : { kind: 'fault', text: t("'{0}' is neither an account ID nor a profile.", plainText(text)) },
  });
  return reply.kind === 'answer' ? [reply.value] : [];
}

/** Asks what to mark accounts as, or which of their marks to take away, and does it to all of them. */
export async function markAccounts(host: MarkHost, all: readonly Whom[]): Promise<void> {
  const { t, prompter } = host;
  const known = all.flatMap(one => about(host, one) ?? []);
  if (known.length < all.length) {
    prompter.tell('information', t('Expand the account first: it is marked by its ID, which is not known yet.'));
  }
  const [first, ...others] = known;
  if (first === undefined) return;
  const whom = others.length === 0 ? first.name : t('{0} accounts', String(known.length));
  const reply = await prompter.pick<Doing>({
    ...{ title: t('Mark {0}', whom), step: 1, steps: 1 },
    prompt: t('Marks apply in every window and on the command line.'),
    options: onePage(
      doings(
        known.map(({ marked }) => marked),
        whom,
        t,
      ),
    ),
  });
  if (reply.kind !== 'answer') return;
  await reply.value(host, [...new Set(known.map(({ key }) => key))]);
}

/** By what it is marked, what it is called, and what it is marked as; undefined where it is not known what to mark it by. */
function about({ t, marks }: MarkHost, whom: Whom) {
  if (typeof whom === 'string') {
    return { key: whom, name: plainText(whom), marked: markedBy(whom, marks.all.get(whom) ?? {}) };
  }
  const key = keyOf(whom);
  return key === null ? undefined : { key, name: accountTitle(whom.source, whom.accountId, t), marked: marks.of(whom) };
}

/** What an account is marked by: its id, else its profile. */
function keyOf({ source, accountId }: MarkableAccount): string | null {
  if ('accountId' in source) return source.accountId;
  return accountId ?? (source.kind === 'profile' ? source.name : null);
}

/** What the mark of one key says by itself. */
function markedBy(key: string, { production, readOnly, hidden, pinned, group, colour }: AccountMark): MarkedAccount {
  const byKey = (said: true | undefined): string | null => (said === true ? key : null);
  return {
    ...{ production: byKey(production), readOnly: byKey(readOnly), hidden: byKey(hidden) },
    ...{ pinned: pinned === true, group: group ?? null, colour: colour ?? null },
  };
}

/** What all of them share; null where they differ. */
function shared<T>(all: readonly MarkedAccount[], of: (marked: MarkedAccount) => T): T | null {
  const [first, ...others] = all.map(of);
  return first !== undefined && others.every(one => one === first) ? first : null;
}

/** What can be done: a mark is offered to be taken away where all of the accounts have it. */
function doings(all: readonly MarkedAccount[], whom: string, t: Translate): readonly Option<Doing>[] {
  const production = keysOf(all, 'production');
  const readOnly = keysOf(all, 'readOnly');
  const [group, colour] = [shared(all, one => one.group), shared(all, one => one.colour)];
  return [
    production === null
      ? {
          ...{ label: t('Mark as Production'), icon: 'flame', value: setting('production') },
          description: t('shown in red; to replace or delete anything, you type the account ID'),
        }
      : {
          ...{ label: t('Remove Production Mark'), icon: 'flame', description: onKeys(production, t) },
          value: lifting('production', production, t('Remove the production mark of {0}?', whom)),
        },
    readOnly === null
      ? {
          ...{ label: t('Mark Read-Only'), icon: 'lock', value: setting('readOnly') },
          description: t('nothing is changed in it, in any window or on the command line'),
        }
      : {
          ...{ label: t('Remove Read-Only Mark'), icon: 'unlock', description: onKeys(readOnly, t) },
          value: lifting('readOnly', readOnly, t('Remove the read-only mark of {0}?', whom)),
        },
    all.every(({ pinned }) => pinned)
      ? { label: t('Unpin'), icon: 'pinned', value: changing(without('pinned')) }
      : { label: t('Pin to the Top'), icon: 'pin', value: setting('pinned') },
    { label: t('Group…'), icon: 'folder', description: plainText(group ?? ''), value: askGroup },
    {
      ...{ label: t('Colour…'), icon: 'symbol-color', value: askColour },
      description: colour === null ? '' : colourText(colour, t),
    },
    {
      ...{ label: t('Hide'), icon: 'eye-closed', value: setting('hidden') },
      description: t('Choose Accounts… shows it again'),
    },
  ];
}

/** What marks all of them so; null where one of them is not. */
function keysOf(all: readonly MarkedAccount[], member: 'production' | 'readOnly'): readonly string[] | null {
  const keys = all.flatMap(marked => marked[member] ?? []);
  return keys.length < all.length ? null : [...new Set(keys)];
}

const onKeys = (keys: readonly string[], t: Translate): string => t('marked on {0}', keys.map(plainText).join(', '));

const changing =
  (change: (mark: AccountMark) => AccountMark): Doing =>
  async ({ marks }, keys) => {
    for (const key of keys) await marks.change(key, change);
  };

const setting = (member: 'production' | 'readOnly' | 'pinned' | 'hidden'): Doing =>
  changing(mark => ({ ...mark, [member]: true }));

const without =
  (member: MarkMember) =>
  (mark: AccountMark): AccountMark =>
    Object.fromEntries(Object.entries(mark).filter(([one]) => one !== member));

/** Takes a mark away that protects, wherever it stands, after asking. */
const lifting =
  (member: 'production' | 'readOnly', at: readonly string[], message: string): Doing =>
  async host => {
    const { t, prompter } = host;
    const where = at.map(plainText).join(', ');
    const detail = at.some(key => key.includes('*'))
      ? t('The mark is on {0}: it is removed for every account that matches.', where)
      : t('The mark is on {0}.', where);
    const yes = await prompter.confirm({ message, detail, verb: t('Remove') });
    if (yes) await changing(without(member))(host, at);
  };

const askGroup: Doing = async (host, keys) => {
  const { t, prompter, marks } = host;
  const names = [...new Set([...marks.all.values()].flatMap(({ group }) => group ?? []))].sort();
  const none: Option<string> = { label: t('No group'), icon: 'close', value: '' };
  const reply = await prompter.pick<string>({
    ...{ title: t('Group'), step: 1, steps: 1, prompt: t('Choose a group, or type the name of a new one.') },
    options: onePage([...names.map(name => ({ label: plainText(name), icon: 'folder', value: name })), none]),
    typed: async text =>
      isGroupName(text.trim())
        ? { kind: 'fits', value: text.trim() }
        : { kind: 'fault', text: t('A group needs a name of at most 128 letters.') },
  });
  if (reply.kind !== 'answer') return;
  const group = reply.value;
  await changing(group === '' ? without('group') : mark => ({ ...mark, group }))(host, keys);
};

const askColour: Doing = async (host, keys) => {
  const { t, prompter } = host;
  const reply = await prompter.pick<MarkColour | null>({
    ...{ title: t('Colour'), step: 1, steps: 1, prompt: t('Choose the colour of the account’s icon.') },
    options: onePage<MarkColour | null>([
      ...MARK_COLOURS.map(colour => ({ label: colourText(colour, t), icon: 'circle-filled', value: colour })),
      { label: t('No colour'), icon: 'close', value: null },
    ]),
  });
  if (reply.kind !== 'answer') return;
  const colour = reply.value;
  await changing(colour === null ? without('colour') : mark => ({ ...mark, colour }))(host, keys);
};
