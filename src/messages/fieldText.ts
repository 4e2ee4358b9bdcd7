import type { Unfit } from '../core/inventory/choices.ts';
import type { Field } from '../core/model/kind.ts';
import type { Translate } from '../core/model/translate.ts';

/** What a field asks for, with AWS's name of it: `Topic (SNSTopic)`. */
export const fieldTitle = ({ title, label }: Pick<Field, 'title' | 'label'>, t: Translate): string =>
  t('{0} ({1})', title(t), label);

/** Why a live value would not work. */
export function unfitText(unfit: Unfit, t: Translate): string {
  switch (unfit) {
    case 'fifo-topic':
      return t('FIFO topic: AWS does not document delivery from Glacier to one');
    case 'role-trust':
      return t('does not trust Pinpoint, which could not assume it');
    default:
      return unfit satisfies never;
  }
}
