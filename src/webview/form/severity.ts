import type { PageWord } from '../../messages/formText.ts';
import type { SeverityView } from '../../shared/form/pieces.ts';
import { element, icon } from '../elements.ts';
import type { Words } from './words.ts';

const faces: Readonly<Record<SeverityView, { readonly icon: string; readonly word: PageWord }>> = {
  error: { icon: 'error', word: 'severityError' },
  warning: { icon: 'warning', word: 'severityWarning' },
  information: { icon: 'info', word: 'severityInformation' },
  hint: { icon: 'lightbulb', word: 'severityHint' },
};

/** The sign of a severity: an icon for eyes and a word for ears. */
export function severitySign(severity: SeverityView, words: Words): HTMLElement {
  const face = faces[severity];
  const sign = element('span', { class: `sign ${severity}` }, icon(face.icon));
  sign.append(element('span', { class: 'unseen' }, `${words.get(face.word)}: `));
  return sign;
}
