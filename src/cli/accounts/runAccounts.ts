import { chosenProfile } from '../../aws/config/environment.ts';
import { sourceText } from '../../core/model/account.ts';
import { type AccountMarks, isProduction, markedAccount } from '../../core/model/accountMarks.ts';
import { asAccessError, isCancelled } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { KnownSource } from '../../core/model/ports.ts';
import { errorLine } from '../../messages/errorText.ts';
import { type CommandIo, EXIT, parseOptions } from '../commandLine.ts';
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

/** Runs `accounts`. Gives the exit code. Throws UsageError. */
export async function runAccounts(args: readonly string[], io: CommandIo): Promise<number> {
  const { json } = parseOptions(args, { json: { type: 'boolean' } });
  return withServices(io, async services => {
    const failed = await discover(services, io);
    if (io.stop.aborted) return EXIT.failed;
    const { sources, problems } = await services.directory.list();
    const shown = sources.filter(({ source }) => source.kind === 'profile' || source.kind === 'sso');
    // Where they can't be read, that is told instead: an account must not look as if it had none.
    const marks = await services.marks.read();
    const rows = shown.map(one => rowOf(one, marks, chosenProfile(io.env) ?? 'default'));
    await io.stdout.write(json === true ? jsonDocument(rows) : accountsText(rows));
    for (const problem of problems) await io.stderr.line(plainText(problem));
    return failed || problems.length > 0 ? EXIT.failed : EXIT.done;
  });
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

function accountsText(rows: readonly AccountRow[]): string {
  if (rows.length === 0) return `${t('There are no profiles and no accounts from sign-ins.')}\n`;
  const cells = rows.map(({ source, accountId, name, role, production, readOnly }) => {
    const marks = [production ? t('production') : '', readOnly ? t('read-only') : '']
      .filter(mark => mark !== '')
      .join(', ');
    return [accountId ?? '', name ?? '', role ?? '', marks, source].map(plainText);
  });
  const head = [t('ACCOUNT'), t('NAME'), t('ROLE'), t('MARKS'), t('SOURCE')];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, ...cells].map(row => `${line(row).trimEnd()}\n`).join('');
}
