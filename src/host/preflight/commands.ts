import type { Commands } from '../services.ts';
import { checkDocument } from './checkDocument.ts';
import { documentChecks } from './documentChecks.ts';
import { preflightReport } from './preflightReport.ts';
import { everything, scopeOf } from './scope.ts';

export const commands = {
  checkDocument: (host, { path }) => checkDocument(host, path, host.only(documentChecks)),
  preflight: async (host, { selected }) => {
    const scope = selected.length === 0 ? await everything(host) : scopeOf(host, selected);
    if (scope.requests.length === 0) host.prompter.tell('information', host.t('There is nothing to check here.'));
    else await host.only(preflightReport).check(scope);
  },
} satisfies Commands<'preflight'>;
