import type { PlannedItem } from '../../core/changes/bulk.ts';
import type { UnreachedAccount } from '../../core/fleet/fleetAccounts.ts';
import type { Unmanaged, Unread } from '../../core/fleet/planFleet.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { AccessError, type AppError } from '../../core/model/errors.ts';
import type { Finding } from '../../core/model/finding.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Region } from '../../core/model/regions.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { findingText } from '../../messages/findingText.ts';
import { unreachedText } from '../../messages/fleetText.ts';
import { t } from '../language.ts';

/** What there is to do, before anyone said yes. */
export interface Prepared {
  /** Planned, or blocked by a finding. */
  readonly items: readonly PlannedItem[];
  readonly unmanaged: readonly Unmanaged[];
  readonly problems: readonly Problem[];
  /** The name of the fleet file that says all this; absent where something else does. */
  readonly file?: string;
}

/** Something that kept from planning or doing: in words at once, since a saved plan keeps it too. */
export interface Problem {
  /** Null where no credentials were found, or a file is at fault. */
  readonly source: AccountSource | null;
  readonly accountId: string | null;
  readonly region: Region | null;
  /** AWS's own code where it gave one, else ours or the rule's. */
  readonly code: string;
  readonly message: string;
}

type Where = Pick<Problem, 'source' | 'accountId' | 'region'>;

/** What a finding objects to in a file: the key that it names, below which others. */
export function fileProblem(finding: Finding): Problem {
  const problem = findingProblem({ source: null, accountId: null, region: null }, finding);
  const above = finding.pointer.slice(0, Math.max(0, finding.pointer.lastIndexOf('/')));
  return above === '' ? problem : { ...problem, message: `${plainText(above)}: ${problem.message}` };
}

/** What a finding objects to in a change. */
const findingProblem = (where: Where, finding: Finding): Problem => ({
  ...where,
  code: finding.rule,
  message: findingText(finding, t),
});

/** What failed: all that is known of it in one line. */
export function errorProblem({ source, accountId, region }: Where, error: AppError): Problem {
  const awsCode = error instanceof AccessError ? error.details.awsCode : undefined;
  return { source, accountId, region, code: awsCode ?? error.code, message: errorLine(error, t) };
}

/** What could not be read. */
export const unreadProblem = (unread: Unread): Problem => errorProblem(unread, unread.error);

/** What account of a fleet file is not looked at. */
export function unreachedProblem(account: UnreachedAccount): Problem {
  const { source, accountId, error, reason } = account;
  const where = { source, accountId, region: null };
  const message = unreachedText(account, t);
  if (reason === 'no-answer' && error !== null) return { ...errorProblem(where, error), message };
  return { ...where, code: reason === 'duplicate' ? 'duplicate-account' : 'unreachable', message };
}

/** What cannot be planned; each finding by itself. */
export function planningProblems({ intent, planning }: PlannedItem): readonly Problem[] {
  const { source, accountId, region } = intent;
  const where = { source, accountId, region };
  switch (planning.kind) {
    case 'planned':
    case 'blocked':
    case 'nothing-to-do':
      return [];
    case 'invalid':
      return planning.findings
        .filter(({ severity }) => severity === 'error')
        .map(finding => findingProblem(where, finding));
    case 'failed':
      return [errorProblem(where, planning.error)];
    default:
      return [{ ...where, code: planning.kind, message: outcomeText(planning, t).text }];
  }
}
