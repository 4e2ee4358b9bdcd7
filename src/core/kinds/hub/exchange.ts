import type { Finding } from '../../model/finding.ts';

/** What stops a hub, and passes when another one is registered or deregistered first. */
const PASSING = new Set(['hub/quota', 'hub/last']);

/** True where a change is stopped by nothing but the hubs beside it: exchanging one for another gets there. */
export function canExchangeHubs({ findings }: { readonly findings: readonly Finding[] }): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ rule }) => PASSING.has(rule));
}
