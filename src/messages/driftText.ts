import type { Outcome, Plan } from '../core/changes/change.ts';
import type { Drift, NotRead } from '../core/fleet/fleetDrift.ts';
import { isObject } from '../core/model/answer.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { differenceText, outcomeText } from './changeText.ts';
import { errorLine, errorText } from './errorText.ts';
import { findingText } from './findingText.ts';
import { unreachedText } from './fleetText.ts';
import { destinationOf } from './nodeText.ts';

/** What a drift is, in the words of the Problems panel: with what keeps the file from being applied there. */
export function driftText(drift: Drift, t: Translate): string {
  if (drift.kind === 'not-read') return t('Not compared with AWS: {0}', notReadText(drift.why, t));
  const { as, live, wanted, plans } = drift;
  const faults = plans.flatMap(plan => plan.findings.filter(({ severity }) => severity === 'error'));
  const changes =
    as === 'names'
      ? [t('AWS has {0}, the file says {1}.', namesText(live), namesText(wanted))]
      : [`${plans.flatMap(plan => plan.differences.map(one => differenceText(one, t))).join('; ')}.`];
  return [t('Differs from AWS: {0}', changes.join(' ')), ...faults.map(one => findingText(one, t))].join(' ');
}

/** The same in the few words above an entry. */
export function driftTitle(drift: Drift, t: Translate): string {
  if (drift.kind === 'not-read') return t('not compared with AWS: {0}', notReadTitle(drift.why, t));
  const { as, live, wanted, plans } = drift;
  if (as === 'names') return t('differs from AWS: {0}', plans.map(step).join(', '));
  if (live === null) return t('in AWS: not set');
  if (wanted === null)
    return t('in AWS: {0}', (isObject(live) ? destinationOf(live as JsonObject) : undefined) ?? t('set'));
  const members = plans.flatMap(plan => plan.differences.map(({ path }) => plainText(path)));
  return t('differs from AWS: {0}', members.join(', '));
}

const step = ({ action, name }: Plan): string => `${action === 'delete' ? '−' : '+'} ${plainText(name)}`;

const namesText = (names: Json): string => (Array.isArray(names) ? plainText(names.map(String).join(', ')) : '');

function notReadText(why: NotRead, t: Translate): string {
  switch (why.by) {
    case 'account':
      return unreachedText(why.account, t, 'shown');
    case 'error':
      return errorLine(why.error, t);
    case 'outcome':
      return endText(why.outcome, t);
    default:
      return why satisfies never;
  }
}

function notReadTitle(why: NotRead, t: Translate): string {
  switch (why.by) {
    case 'account':
      return why.account.error === null ? t('the account is not known') : errorText(why.account.error, t).title;
    case 'error':
      return errorText(why.error, t).title;
    case 'outcome':
      return why.outcome.kind === 'failed' ? errorText(why.outcome.error, t).title : t('the change can’t be planned');
    default:
      return why satisfies never;
  }
}

/** What planning came to instead of a plan. */
const endText = (outcome: Outcome, t: Translate): string => outcomeText(outcome, t).text;

/** How many entries of an account or a Region differ, and how many were not compared, with the time of the check. */
export function driftCountText(drifts: readonly Drift[], time: string, t: Translate): string {
  const differing = drifts.filter(({ kind }) => kind === 'differs').length;
  const notRead = drifts.length - differing;
  const parts = [
    differing === 0 ? '' : t('differs from AWS: {0}', String(differing)),
    notRead === 0 ? '' : t('not compared: {0}', String(notRead)),
    drifts.length === 0 ? t('in sync') : '',
    t('checked {0}', time),
  ];
  return parts.filter(part => part !== '').join(' · ');
}

/** What a check of a whole file found, in one sentence. */
export function driftEndText(name: string, drifts: readonly Drift[], t: Translate): string {
  const differing = drifts.filter(({ kind }) => kind === 'differs').length;
  const notRead = drifts.length - differing;
  if (drifts.length === 0) return t('{0}: no drift. Everything in the file matches AWS.', name);
  const parts = [
    differing === 0
      ? ''
      : differing === 1
        ? t('1 entry differs from AWS')
        : t('{0} entries differ from AWS', String(differing)),
    notRead === 0 ? '' : notRead === 1 ? t('1 not compared') : t('{0} not compared', String(notRead)),
  ];
  return t('{0}: {1}. See the Problems panel.', name, parts.filter(part => part !== '').join(', '));
}
