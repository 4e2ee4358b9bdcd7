import type { Commands } from '../services.ts';
import { NoticeMemory } from './choices.ts';
import { chooseAccounts, chooseRegions } from './choosing.ts';
import { addProfilesFor } from './discovered.ts';
import { groupByUnit } from './groupByUnit.ts';
import { accountsToMark, markAccounts } from './markAccount.ts';
import { showAccountsOfSignIn, signInFor, signOut } from './signIn.ts';

export const commands = {
  chooseAccounts: host => chooseAccounts(host),
  chooseRegions: host => chooseRegions(host),
  markAccount: async (host, { selected }) => markAccounts(host, await accountsToMark(host, selected)),
  groupByUnit: host => groupByUnit(host),
  signIn: (host, { path }) =>
    signInFor(host, path === undefined ? null : (host.explorer.whereabouts(path)?.source ?? null)),
  signOut: host => signOut(host),
  addProfiles: host => addProfilesFor(host),
  showDiscovered: host => showAccountsOfSignIn(host),
  dismissNotices: async ({ explorer, memory }, { selected }) => {
    for (const path of selected) {
      const node = explorer.node(path);
      const accountId = explorer.whereabouts(path)?.accountId ?? null;
      if (node?.type !== 'note' || accountId === null) continue;
      await new NoticeMemory(memory.everywhere).dismiss(accountId, node.notices);
    }
    explorer.showNotices();
  },
} satisfies Commands<'accounts'>;
