import type { Commands } from '../services.ts';
import { chooseAccounts, chooseRegions } from './choosing.ts';
import { offerSignIn } from './signIn.ts';

export const commands = {
  chooseAccounts: host => chooseAccounts(host),
  chooseRegions: host => chooseRegions(host),
  signIn: (host, { path }) =>
    offerSignIn(host, path === undefined ? null : (host.explorer.whereabouts(path)?.source ?? null)),
} satisfies Commands<'accounts'>;
