import type { Intent } from '../../core/changes/change.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kinds } from '../../core/kinds/table.ts';
import type { Commands, HostServices } from '../services.ts';
import { everythingShown, scopeOf } from '../tree/rowScope.ts';
import { aheadOf, type PreflightScope } from './ahead.ts';
import { checkDocument } from './checkDocument.ts';
import { documentChecks } from './documentChecks.ts';
import { preflightReport } from './preflightReport.ts';

/** The kinds that have a chain to follow. */
const checked = kinds.filter(({ id }) => kindChecks.some(({ kind }) => kind === id));

export const commands = {
  checkDocument: (host, { path }) => checkDocument(host, path, host.only(documentChecks)),
  preflight: async (host, { selected }) =>
    check(host, selected.length === 0 ? await everythingShown(host, checked) : scopeOf(host, selected, checked)),
} satisfies Commands<'preflight'>;

/** Follows the chain that a change would set, and shows it as a report. */
export const checkAhead = (host: HostServices, intent: Intent): Promise<void> => check(host, aheadOf(host, intent));

async function check(host: HostServices, scope: PreflightScope | undefined): Promise<void> {
  const isEmpty = scope === undefined || scope.requests.length + (scope.planned?.length ?? 0) === 0;
  if (isEmpty) host.prompter.tell('information', host.t('There is nothing to check here.'));
  else await host.only(preflightReport).check(scope);
}
