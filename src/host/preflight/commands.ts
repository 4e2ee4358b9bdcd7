import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kinds } from '../../core/kinds/table.ts';
import type { Commands } from '../services.ts';
import { everythingShown, scopeOf } from '../tree/rowScope.ts';
import { checkDocument } from './checkDocument.ts';
import { documentChecks } from './documentChecks.ts';
import { preflightReport } from './preflightReport.ts';

/** The kinds that have a chain to follow. */
const checked = kinds.filter(({ id }) => kindChecks.some(({ kind }) => kind === id));

export const commands = {
  checkDocument: (host, { path }) => checkDocument(host, path, host.only(documentChecks)),
  preflight: async (host, { selected }) => {
    const scope = selected.length === 0 ? await everythingShown(host, checked) : scopeOf(host, selected, checked);
    if (scope.requests.length === 0) host.prompter.tell('information', host.t('There is nothing to check here.'));
    else await host.only(preflightReport).check(scope);
  },
} satisfies Commands<'preflight'>;
