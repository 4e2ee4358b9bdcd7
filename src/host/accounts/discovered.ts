import type { SignInTarget } from '../../aws/sso/signIns.ts';
import { type AccountSource, type SignedInSource, sourceKey } from '../../core/model/account.ts';
import { unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { AssignedAccount } from '../../core/model/ports.ts';
import { guardWords } from '../../messages/markText.ts';
import type { HostServices } from '../services.ts';

type DiscoveryHost = Pick<
  HostServices,
  't' | 'prompter' | 'aws' | 'portal' | 'discoveries' | 'shown' | 'clock' | 'signIns' | 'marks' | 'units'
>;

/** A sign-in by what its accounts are known by. */
export type SessionTarget = Exclude<SignInTarget, { kind: 'profile' }>;

/** A name cut before each mark that parts words: `shop`, `-eu`, `-prod`. */
const partsOf = (name: string): readonly string[] => name.split(/(?=[\s._/-])/);
const isWord = (part: string): boolean => /[^\s._/-]/.test(part);

/** The parts that two names begin with alike. */
function sharedParts(one: readonly string[], other: readonly string[]): readonly string[] {
  const end = one.findIndex((part, at) => part.toLowerCase() !== other[at]?.toLowerCase());
  return end < 0 ? one : one.slice(0, end);
}

/**
 * A group for each name: the words that all names begin with which share its first word with it, as the first of them writes
 * them; empty where it shares that with no other. Goes through the names once.
 */
export function nameGroups(names: readonly string[]): readonly string[] {
  const groups = new Map<string, (readonly string[])[]>();
  const groupOf = (name: string): (readonly string[])[] => {
    const key = name.split(/[\s._/-]/, 1)[0]?.toLowerCase() ?? '';
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    return group;
  };
  const all = names.map(groupOf);
  for (const [index, group] of all.entries()) group.push(partsOf(names[index] ?? ''));
  const labels = new Map(
    [...groups.values()].map(group => {
      const parts = group.length < 2 ? [] : group.reduce(sharedParts);
      return [group, parts.slice(0, parts.findLastIndex(isWord) + 1).join('')] as const;
    }),
  );
  return all.map(group => labels.get(group) ?? '');
}

/** Asks a portal for every account and role that it gives, and a person which of them to show. */
export async function showDiscovered(host: DiscoveryHost, target: SessionTarget): Promise<void> {
  const { t, prompter, aws, portal, discoveries, shown, clock } = host;
  const session = sessionOf(target);
  const { accounts, problems } = await prompter.busy(
    t('Listing the accounts of {0}', plainText(session)),
    (say, signal) => portal.assignments(target, signal, (done, all) => say(t('{0} of {1}', String(done), String(all)))),
  );
  await discoveries.keep({ session, listedAt: new Date(clock.now()).toISOString(), accounts });
  if (problems.length > 0) {
    const [first = ''] = problems;
    const text = problems.length === 1 ? first : t('{0} And {1} more.', first, String(problems.length - 1));
    prompter.tell('warning', text);
  }
  if (accounts.length === 0)
    return prompter.tell('information', t('{0} gives access to no account.', plainText(session)));
  const now = await shown.sources();
  const picked = await pick(host, session, accounts, now);
  if (picked === undefined) return;
  const { sources: known } = await aws.directory.list();
  const others = now.filter(source => source.kind !== 'sso' || source.session !== session);
  // Of the emulator's accounts those that are not shown stay away.
  const emulated = known.map(({ source }) => source).filter(({ kind }) => kind === 'emulator');
  await shown.choose([...others, ...picked], emulated);
  await host.signIns.look();
}

/** What the accounts of a target are known by. */
const sessionOf = (target: SessionTarget): string => (target.kind === 'start-url' ? target.startUrl : target.session);

async function pick(
  { t, prompter, marks, units }: DiscoveryHost,
  session: string,
  accounts: readonly AssignedAccount[],
  now: readonly AccountSource[],
): Promise<readonly AccountSource[] | undefined> {
  const shownKeys = new Set(now.map(sourceKey));
  const byName = nameGroups(accounts.map(({ name }) => name));
  const roles = accounts.flatMap(({ id, name, roles: names }, index) =>
    names.map(role => {
      const source: SignedInSource = { kind: 'sso', session, accountId: id, role };
      const marked = marks.of({ source, accountId: id });
      const group =
        marked.group ?? (unitName(units.of({ source, accountId: id })?.units ?? []) || (byName[index] ?? ''));
      return { source, name, marked, group };
    }),
  );
  // Those of a group beside each other, those of none last; within, by name as the portal's listing is.
  const ordered = [...roles].sort((a, b) => rank(a.group).localeCompare(rank(b.group), 'en'));
  const reply = await prompter.pickMany<SignedInSource>({
    title: t('Accounts of {0}', plainText(session)),
    ...{ step: 1, steps: 1 },
    prompt: t('Choose the accounts to show. Type to search by name, ID or role'),
    options: ordered.map(({ source, name, marked, group }) => ({
      label: plainText(name),
      description: [...guardWords(marked, t), plainText(source.role), source.accountId].join(' · '),
      icon: 'organization',
      value: source,
      picked: shownKeys.has(sourceKey(source)),
      group: group === '' ? t('Others') : plainText(group),
    })),
    fault: async () => undefined,
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}

const rank = (group: string): string => (group === '' ? '\uffff' : group);

/** Gives accounts of sign-ins a profile each, at the end of the shared config, after showing what would be added. */
export async function addProfilesFor({
  t,
  prompter,
  portal,
  discoveries,
  workbench,
}: Pick<HostServices, 't' | 'prompter' | 'portal' | 'discoveries' | 'workbench'>): Promise<void> {
  const found = (await discoveries.list()).flatMap(({ session, accounts }) =>
    accounts.flatMap(({ id, name, roles }) =>
      roles.map(role => ({ source: { kind: 'sso', session, accountId: id, role } as const, accountName: name })),
    ),
  );
  if (found.length === 0) return prompter.tell('information', t('There are no accounts from sign-ins yet.'));
  const reply = await prompter.pickMany<(typeof found)[number]>({
    ...{ title: t('Add profiles to the shared config'), step: 1, steps: 1 },
    prompt: t('Choose the accounts that get a profile. Type to search by name, ID or role'),
    options: found.map(one => ({
      label: plainText(one.accountName),
      description: `${plainText(one.source.role)} · ${one.source.accountId}`,
      ...{ icon: 'organization', value: one, picked: false, group: plainText(one.source.session) },
    })),
    fault: async values => (values.length === 0 ? t('Choose at least one account.') : undefined),
  });
  if (reply.kind !== 'answer') return;
  const planned = await portal.planProfiles(reply.value);
  if (planned.added === '') return prompter.tell('information', t('Each of them has a profile already.'));
  await workbench.showText(t('Added to the shared config'), planned.added);
  const isMeant = await prompter.confirm({
    message: t('Add {0} to {1}?', planned.names.map(plainText).join(', '), plainText(planned.path)),
    detail: t('Appends the lines in the editor to the end of the file. Existing lines do not change.'),
    verb: t('Add Profiles'),
  });
  if (isMeant) await portal.addProfiles(planned);
}
