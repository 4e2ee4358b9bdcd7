import { isAccountId } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Discovery } from '../../core/model/ports.ts';
import { type CommandIo, EXIT, parseOptions, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { withServices } from '../services.ts';

/** Something would be added, and `--yes` was not given. */
const SHOWN = 2;

const many = { type: 'string', multiple: true } as const;

/** Runs `accounts add-profiles`. Gives the exit code. Throws UsageError. */
export async function runAddProfiles(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parseOptions(args, {
    ...{ 'sso-session': { type: 'string' }, account: many, role: many, yes: { type: 'boolean' } },
  } as const);
  const { account: ids, role: roles, 'sso-session': session } = values;
  const wrong = ids?.find(id => !isAccountId(id));
  if (wrong !== undefined) {
    throw new UsageError(t("--account needs an account ID of twelve digits, not '{0}'.", wrong));
  }
  return withServices(io, async services => {
    const wanted = (await services.discoveries.list())
      .filter(one => session === undefined || one.session === session)
      .flatMap(wantedOf)
      .filter(({ source }) => ids?.includes(source.accountId) ?? true)
      .filter(({ source }) => roles?.includes(source.role) ?? true);
    if (wanted.length === 0) throw new UsageError(t('No sign-in lists such an account. Run accounts first.'));
    const planned = await services.signIns.planProfiles(wanted);
    if (planned.added === '') {
      await io.stdout.line(t('Each of them has a profile already.'));
      return EXIT.done;
    }
    await io.stdout.write(`${plainText(planned.path)}\n${shown(planned.added)}`);
    if (values.yes !== true) return SHOWN;
    await services.signIns.addProfiles(planned);
    const { length: count } = planned.names;
    await io.stdout.line(count === 1 ? t('1 profile added.') : t('{0} profiles added.', String(count)));
    return EXIT.done;
  });
}

const wantedOf = ({ session, accounts }: Discovery) =>
  accounts.flatMap(({ id, name, roles }) =>
    roles.map(role => ({ source: { kind: 'sso', session, accountId: id, role } as const, accountName: name })),
  );

/** The lines as a difference shows them. */
const shown = (added: string): string =>
  added
    .split(/\r?\n/)
    .slice(0, -1)
    .map(line => `+${line === '' ? '' : ` ${plainText(line)}`}\n`)
    .join('');
