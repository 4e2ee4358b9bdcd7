import type { NodePath } from '../../core/inventory/nodes.ts';
import {
  type AccountMark,
  isGroupName,
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

/** One thing to do with the marks of an account. */
type Doing = (host: MarkHost, key: string) => Promise<void>;

/** The accounts of rows; without any, the one that the person picks among those shown. */
export async function accountsToMark(host: MarkHost, paths: readonly NodePath[]): Promise<readonly MarkableAccount[]> {
  const { t, explorer, prompter } = host;
  const accountsAt = (all: readonly NodePath[]): readonly MarkableAccount[] =>
    all.flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'account' ? [{ source: node.source, accountId: node.accountId }] : [];
    });
  if (paths.length > 0) return accountsAt(paths);
  const reply = await prompter.pick<MarkableAccount>({
    ...{ title: t('Mark Account'), step: 1, steps: 1, prompt: t('Choose an account to mark.') },
    options: onePage(
      accountsAt(explorer.roots()).map(account => ({
        label: accountName(account.source, t),
        description: account.accountId ?? '',
        icon: 'account',
        value: account,
      })),
    ),
  });
  return reply.kind === 'answer' ? [reply.value] : [];
}

/** Asks what to mark an account as, or which of its marks to take away, and does it. */
export async function markAccount(host: MarkHost, account: MarkableAccount): Promise<void> {
  const { t, prompter, marks } = host;
  const key = keyOf(account);
  if (key === null) {
    prompter.tell('information', t('Expand the account first: it is marked by its ID, which is not known yet.'));
    return;
  }
  const reply = await prompter.pick<Doing>({
    ...{ title: t('Mark {0}', accountTitle(account.source, account.accountId, t)), step: 1, steps: 1 },
    prompt: t('Marks apply in every window and on the command line.'),
    options: onePage(doings(marks.of(account), account, t)),
  });
  if (reply.kind === 'answer') await reply.value(host, key);
}

/** What an account is marked by: its id, else its profile. */
function keyOf({ source, accountId }: MarkableAccount): string | null {
  if ('accountId' in source) return source.accountId;
  return accountId ?? (source.kind === 'profile' ? source.name : null);
}

function doings(marked: MarkedAccount, account: MarkableAccount, t: Translate): readonly Option<Doing>[] {
  const title = accountTitle(account.source, account.accountId, t);
  return [
    marked.production === null
      ? {
          ...{ label: t('Mark as Production'), icon: 'flame', value: setting('production') },
          description: t('shown in red; to replace or delete anything, you type the account ID'),
        }
      : {
          ...{ label: t('Remove Production Mark'), icon: 'flame', description: onKey(marked.production, t) },
          value: lifting('production', marked.production, t('Remove the production mark of {0}?', title)),
        },
    marked.readOnly === null
      ? {
          ...{ label: t('Mark Read-Only'), icon: 'lock', value: setting('readOnly') },
          description: t('nothing is changed in it, in any window or on the command line'),
        }
      : {
          ...{ label: t('Remove Read-Only Mark'), icon: 'unlock', description: onKey(marked.readOnly, t) },
          value: lifting('readOnly', marked.readOnly, t('Remove the read-only mark of {0}?', title)),
        },
    marked.pinned
      ? { label: t('Unpin'), icon: 'pinned', value: removing('pinned') }
      : { label: t('Pin to the Top'), icon: 'pin', value: setting('pinned') },
    { label: t('Group…'), icon: 'folder', description: plainText(marked.group ?? ''), value: askGroup },
    {
      ...{ label: t('Colour…'), icon: 'symbol-color', value: askColour },
      description: marked.colour === null ? '' : colourText(marked.colour, t),
    },
    {
      ...{ label: t('Hide'), icon: 'eye-closed', value: setting('hidden') },
      description: t('Choose Accounts… shows it again'),
    },
  ];
}

const onKey = (key: string, t: Translate): string => t('marked on {0}', plainText(key));

const setting =
  (member: 'production' | 'readOnly' | 'pinned' | 'hidden'): Doing =>
  async ({ marks }, key) => {
    await marks.change(key, mark => ({ ...mark, [member]: true }));
  };

const without =
  (member: MarkMember) =>
  (mark: AccountMark): AccountMark =>
    Object.fromEntries(Object.entries(mark).filter(([one]) => one !== member));

const removing =
  (member: MarkMember): Doing =>
  async ({ marks }, key) => {
    await marks.change(key, without(member));
  };

/** Takes a mark away that protects, where it stands, after asking. */
const lifting =
  (member: 'production' | 'readOnly', at: string, message: string): Doing =>
  async ({ t, prompter, marks }) => {
    const detail = at.includes('*')
      ? t('The mark is on {0}: it is removed for every account that matches.', plainText(at))
      : t('The mark is on {0}.', plainText(at));
    const yes = await prompter.confirm({ message, detail, verb: t('Remove') });
    if (yes) await marks.change(at, without(member));
  };

const askGroup: Doing = async ({ t, prompter, marks }, key) => {
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
  await marks.change(key, mark => (group === '' ? without('group')(mark) : { ...mark, group }));
};

const askColour: Doing = async ({ t, prompter, marks }, key) => {
  const reply = await prompter.pick<MarkColour | null>({
    ...{ title: t('Colour'), step: 1, steps: 1, prompt: t('Choose the colour of the account’s icon.') },
    options: onePage<MarkColour | null>([
      ...MARK_COLOURS.map(colour => ({ label: colourText(colour, t), icon: 'circle-filled', value: colour })),
      { label: t('No colour'), icon: 'close', value: null },
    ]),
  });
  if (reply.kind !== 'answer') return;
  const colour = reply.value;
  await marks.change(key, mark => (colour === null ? without('colour')(mark) : { ...mark, colour }));
};
