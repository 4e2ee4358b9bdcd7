import { chosenProfile } from '../../aws/config/environment.ts';
import { type AccountSource, sourceText } from '../../core/model/account.ts';
import { type AccountMarks, isProduction, markedAccount } from '../../core/model/accountMarks.ts';
import { asAccessError, asKnownError, isCancelled } from '../../core/model/errors.ts';
import { type AccountUnits, unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { KnownSource } from '../../core/model/ports.ts';
import { errorLine } from '../../messages/errorText.ts';
import { unitProblemText } from '../../messages/unitText.ts';
import { accountSources, namesAccounts } from '../accountOptions.ts';
import { type CommandIo, EXIT, parseOptions, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { Progress } from '../list/progress.ts';
import { jsonDocument } from '../output.ts';
import { type Services, withServices } from '../services.ts';

/** One line of `accounts`, as `--json` writes it. */
interface AccountRow {
  readonly source: string;
  readonly accountId: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly session: string | null;
  readonly production: boolean;
  readonly readOnly: boolean;
}

/** The same with `--units`. */
interface PlacedRow extends AccountRow {
  /** The names of its units, from the top; null where they are not known. */
  readonly units: readonly string[] | null;
  /** ISO 8601, UTC; null where they are not known. */
  readonly unitsListedAt: string | null;
}

const text = { type: 'string' } as const;

/** Runs `accounts`. Gives the exit code. Throws UsageError. */
export async function runAccounts(args: readonly string[], io: CommandIo): Promise<number> {
  const { json, units, profile, ...named } = parseOptions(args, {
    ...{ json: { type: 'boolean' }, units: { type: 'boolean' } },
    ...{ profile: text, 'sso-session': text, account: text, role: text },
  });
  const values = profile === undefined ? named : { ...named, profile: [profile] };
  const [through] = namesAccounts(values) ? accountSources(values) : [];
  if (through !== undefined && units !== true) {
    throw new UsageError(t('--units is missing: the account that is named is the one to read units through.'));
  }
  return withServices(io, async services => {
    const failed = await discover(services, io);
    const unread = through !== undefined && !io.stop.aborted && !(await readThrough(through, services, io));
    if (io.stop.aborted) return EXIT.failed;
    const { sources, problems } = await services.directory.list();
    const shown = sources.filter(({ source }) => source.kind === 'profile' || source.kind === 'sso');
    // Where they can't be read, that is told instead: an account must not look as if it had none.
    const marks = await services.marks.read();
    const rows = shown.map(one => rowOf(one, marks, chosenProfile(io.env) ?? 'default'));
    const known = units === true ? await knownUnits(services, io) : undefined;
    const written = known === undefined ? rows : placed(rows, known);
    await io.stdout.write(json === true ? jsonDocument(written) : accountsText(written));
    for (const problem of problems) await io.stderr.line(plainText(problem));
    return failed || unread || known === 'unreadable' || problems.length > 0 ? EXIT.failed : EXIT.done;
  });
}

/** Lists the units of an organization, and keeps what it gives. False where something could not be read. */
async function readThrough(
  source: AccountSource,
  { gateway, units, clock }: Services,
  io: CommandIo,
): Promise<boolean> {
  const progress = new Progress(io.stderr, count => t('Listing organizational units … {0}', `${count}`));
  try {
    const { readUnits } = await import('../../core/organization/readUnits.ts');
    const reading = await readUnits(gateway.reader(source), io.stop, () => void progress.step());
    await progress.end();
    await units.keep(reading, new Date(clock.now()).toISOString());
    for (const problem of reading.problems) await io.stderr.line(unitProblemText(problem, t));
    return reading.problems.length === 0;
  } catch (error) {
    await progress.end();
    if (!isCancelled(error)) await io.stderr.line(errorLine(asKnownError(error), t));
    return false;
  }
}

/** The units as they are remembered, with a word on since when. */
async function knownUnits({ units }: Services, io: CommandIo): Promise<AccountUnits | 'unreadable'> {
  try {
    const known = await units.list();
    const [oldest] = [...known.values()].map(({ listedAt }) => listedAt).sort();
    const none = t(
      'No organizational unit is known. Name the management account or a delegated administrator, by --profile say.',
    );
    await io.stderr.line(oldest === undefined ? none : t('Organizational units as of {0}.', oldest));
    return known;
  } catch (error) {
    await io.stderr.line(errorLine(asKnownError(error), t));
    return 'unreadable';
  }
}

/** The rows by unit, those right below the root first, those of which nothing is known last. */
function placed(rows: readonly AccountRow[], known: AccountUnits | 'unreadable'): readonly PlacedRow[] {
  const all = rows.map(row => {
    const unit = known === 'unreadable' || row.accountId === null ? undefined : known.get(row.accountId);
    return { ...row, units: unit?.units ?? null, unitsListedAt: unit?.listedAt ?? null };
  });
  const rank = ({ units }: PlacedRow): string => (units === null ? '\uffff' : unitName(units));
  return all.sort((a, b) => rank(a).localeCompare(rank(b), 'en'));
}

/** Asks the portal of each sign-in that lasts, and keeps what it gives. True where one could not be read. */
async function discover({ signIns, discoveries }: Services, io: CommandIo): Promise<boolean> {
  let failed = false;
  const kept = await discoveries.list().catch(() => []);
  for (const { session, state } of await signIns.sessions(kept.map(one => one.session))) {
    if (state === 'none' || state === 'over') {
      const before = kept.find(one => one.session === session);
      const known = before === undefined ? '' : ` ${t('Its accounts are shown as of {0}.', before.listedAt)}`;
      await io.stderr.line(`${t('Nobody is signed in to {0}.', plainText(session))}${known}`);
      continue;
    }
    const progress = new Progress(io.stderr, count =>
      t('Listing the accounts of {0} … {1}', plainText(session), `${count}`),
    );
    try {
      const target = { kind: 'session', session } as const;
      const { accounts, problems } = await signIns.assignments(target, io.stop, () => void progress.step());
      await progress.end();
      for (const problem of problems) await io.stderr.line(plainText(problem));
      failed ||= problems.length > 0;
      await discoveries.keep({ session, listedAt: new Date().toISOString(), accounts });
    } catch (error) {
      await progress.end();
      if (isCancelled(error)) return true;
      failed = true;
      await io.stderr.line(`${plainText(session)}: ${errorLine(asAccessError(error), t)}`);
    }
  }
  return failed;
}

function rowOf(known: KnownSource, marks: AccountMarks, defaultProfile: string): AccountRow {
  const { source, configuredAccountId: accountId, accountName, role, session } = known;
  const marked = markedAccount(marks, { source, accountId }, defaultProfile);
  return {
    source: sourceText(source),
    accountId,
    name: accountName ?? null,
    role: role ?? null,
    session: session ?? null,
    production: isProduction(marked),
    readOnly: marked.readOnly !== null,
  };
}

function accountsText(rows: readonly (AccountRow | PlacedRow)[]): string {
  if (rows.length === 0) return `${t('There are no profiles and no accounts from sign-ins.')}\n`;
  const unitText = (units: readonly string[] | null) => (units === null ? '' : unitName(units) || t('Root'));
  const unitOf = (row: AccountRow | PlacedRow) => ('units' in row ? [unitText(row.units)] : []);
  const cells = rows.map(row => {
    const { source, accountId, name, role, production, readOnly } = row;
    const marks = [production ? t('production') : '', readOnly ? t('read-only') : '']
      .filter(mark => mark !== '')
      .join(', ');
    return [...unitOf(row), accountId ?? '', name ?? '', role ?? '', marks, source].map(plainText);
  });
  const columns = [t('ACCOUNT'), t('NAME'), t('ROLE'), t('MARKS'), t('SOURCE')];
  const head = cells[0]?.length === columns.length ? columns : [t('UNIT'), ...columns];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, ...cells].map(row => `${line(row).trimEnd()}\n`).join('');
}
