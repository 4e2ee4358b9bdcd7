import type { NoteNode } from '../core/inventory/nodes.ts';
import { kindOf, kinds } from '../core/kinds/table.ts';
import type { Lifecycle } from '../core/model/kind.ts';
import type { Translate } from '../core/model/translate.ts';
import { errorDetail, errorText } from './errorText.ts';

/** A line that is no resource, in words: a short label, and what it means and what to do. */
export interface NoteText {
  readonly label: string;
  readonly detail: string;
}

/** A note in words. */
export function noteText(note: NoteNode, t: Translate): NoteText {
  const plural = note.kind === null ? '' : kindOf(note.kind).plural(t);
  const region = note.region ?? '';
  switch (note.note) {
    case 'loading':
      return { label: t('Loading…'), detail: t('Waiting for AWS.') };
    case 'empty':
      return {
        label: t('No {0}', plural),
        detail: t('AWS lists none here. The menu of this row has the next step.'),
      };
    case 'none-recorded':
      return {
        label: t('No {0} recorded', plural),
        detail: t('AWS cannot list them. Those created from this computer are recorded here and shown.'),
      };
    case 'more':
      return { label: t('Load more'), detail: t('{0} are shown so far; there are more.', String(note.shown)) };
    case 'error': {
      const said = errorText(note.error, t);
      const lines = [said.where, ...errorDetail(said, t)];
      return { label: said.title, detail: lines.filter(line => line !== '').join('\n') };
    }
    case 'region-not-enabled':
      return {
        label: t('Region not enabled'),
        detail: t(
          'AWS refuses these credentials in {0}, as it does where an account has not opted in. Enable the Region, or leave it out with Choose Regions. If it is enabled, get the session token from a Regional STS endpoint: those of the global one are refused there as well.',
          region,
        ),
      };
    case 'not-a-customer':
      return {
        label: t('Not a Glacier customer'),
        detail: t('Glacier vaults are closed to accounts that never used them. Nothing can be done about it.'),
      };
    case 'service-not-in-region':
      return {
        label: t('Not offered in {0}', region),
        detail: t('AWS does not offer this service here, so it was not called.'),
      };
    case 'no-regions':
      return {
        label: t('No Region to show'),
        detail: t(
          'The Regions you chose belong to another partition of AWS than this account. Choose Regions to show others.',
        ),
      };
    case 'lifecycle':
      return lifecycleText(lifecyclesOf(note.notices), t);
    default:
      return note.note satisfies never;
  }
}

/** What the table knows of notices, in their order. */
const lifecyclesOf = (ids: readonly string[]): readonly Lifecycle[] =>
  ids.flatMap(id => kinds.flatMap(({ lifecycle }) => (lifecycle?.id === id ? [lifecycle] : [])));

/** What happened to services: the gravest in the label, and all of it in the detail. */
function lifecycleText(lifecycles: readonly Lifecycle[], t: Translate): NoteText {
  const lines = lifecycles.map(({ title, detail }) => `${title(t)}. ${detail(t)}`);
  return { label: lifecycles[0]?.title(t) ?? '', detail: lines.join('\n') };
}
