import type { SignInPrompt } from '../../aws/sso/signIn.ts';
import type { SignInSession } from '../../aws/sso/signIns.ts';
import { AccessError } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import { type CommandIo, EXIT, parseOptions } from '../commandLine.ts';
import { t } from '../language.ts';
import { withServices } from '../services.ts';
import { isElsewhere, openBrowser } from './openBrowser.ts';
import { targetOf, targetOptions } from './target.ts';

const flag = { type: 'boolean' } as const;

/** Runs `sign-in`. Gives the exit code. Throws UsageError. */
export async function runSignIn(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parseOptions(args, { ...targetOptions, 'device-code': flag, 'no-browser': flag });
  const asked = values['device-code'] === true;
  const way = asked || (values['no-browser'] !== true && isElsewhere(io)) ? 'device' : 'browser';
  return withServices(io, async services => {
    const target = await targetOf(values, services);
    const show = async (prompt: SignInPrompt) => {
      await io.stderr.write(promptText(prompt));
      if (values['no-browser'] !== true && !isElsewhere(io)) openBrowser(prompt.address, io);
    };
    const session = await services.signIns.signIn(target, way, show, io.stop);
    await io.stdout.line(`${t('Signed in to {0}.', plainText(session.session))} ${untilText(session)}`);
    return EXIT.done;
  });
}

/** Runs `sign-out`. Gives the exit code. Throws UsageError. */
export async function runSignOut(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parseOptions(args, targetOptions);
  return withServices(io, async services => {
    const ended = await services.signIns.signOut(await targetOf(values, services), io.stop);
    if (ended instanceof AccessError) {
      await io.stderr.line(
        t('The portal could not be reached, so the session may still be open there: {0}', plainText(ended.message)),
      );
      await io.stdout.line(t('Signed out on this computer.'));
      return EXIT.failed;
    }
    await io.stdout.line(ended ? t('Signed out.') : t('Nobody was signed in.'));
    return EXIT.done;
  });
}

function promptText(prompt: SignInPrompt): string {
  const { address } = prompt;
  if (prompt.kind === 'browser') {
    return t(
      `Sign in with your browser on this computer. If it does not open, open this address:

  {0}

On another computer, stop this and use --device-code.
`,
      plainText(address),
    );
  }
  return t(
    `Open this page on any device:

  {0}

and enter the code:

  {1}

or open it with the code in it: {2}
`,
    plainText(prompt.page),
    plainText(prompt.userCode),
    plainText(address),
  );
}

const untilText = ({ endsAt }: SignInSession): string =>
  endsAt === null
    ? t('Renewed automatically for as long as the portal allows.')
    : t('Until {0}.', new Date(endsAt).toLocaleTimeString('en-GB'));
