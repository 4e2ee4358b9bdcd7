import type { Wording } from '../../core/model/translate.ts';
import type { Command } from '../commandLine.ts';

const which: Wording = t =>
  t(`  --profile P       the sign-in that a profile of the shared config names
  --sso-session S   a session of the shared config
  --start-url URL   an access portal by its address, with its Region:
  --sso-region R    where the portal is
                    without any: the one session that the shared config sets up`);

/** `sign-in`: begins a sign-in to IAM Identity Center. */
export const signInCommand: Command = {
  name: 'sign-in',
  summary: t => t('sign in to IAM Identity Center, for this program and for the AWS CLI'),
  usage: t =>
    t(
      `[--profile P | --sso-session S | --start-url URL --sso-region R] [--device-code] [--no-browser]

{0}
  --device-code     show a code to enter on any device, instead of opening a browser on this computer;
                    used automatically in a remote shell, a container, or without a screen
  --no-browser      show the address, and open nothing

The sign-in is stored where the AWS CLI stores its own, so each can use the other's.

Exit: 0 signed in, 1 rejected, cancelled or failed, 64 wrong usage.`,
      which(t),
    ),
  examples: [
    [t => t('with the session that the shared config sets up'), 'notification-explorer sign-in --sso-session corp'],
    [
      t => t('without any config, from a remote shell'),
      'notification-explorer sign-in --start-url https://corp.awsapps.com/start --sso-region eu-west-1 --device-code',
    ],
  ],
  run: async (args, io) => (await import('./runSignIn.ts')).runSignIn(args, io),
};

/** `sign-out`: ends one. */
export const signOutCommand: Command = {
  name: 'sign-out',
  summary: t => t('end a sign-in, at the portal and on this computer'),
  usage: t =>
    t(
      `[--profile P | --sso-session S | --start-url URL --sso-region R]

{0}

Exit: 0 signed out, or nobody was signed in, 1 failed, 64 wrong usage.`,
      which(t),
    ),
  examples: [[t => t('of one session'), 'notification-explorer sign-out --sso-session corp']],
  run: async (args, io) => (await import('./runSignIn.ts')).runSignOut(args, io),
};
