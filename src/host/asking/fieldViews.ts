import type { OfferedWrite } from '../../core/model/kind.ts';
import type { Translate } from '../../core/model/translate.ts';
import { fieldTitle } from '../../messages/fieldText.ts';
import type { FieldView } from '../../shared/form/toPage.ts';

/** The fields of an operation, as a page shows them. */
export const fieldViews = ({ fields }: OfferedWrite, t: Translate): FieldView[] =>
  fields.map(field => ({
    path: [...field.path],
    label: fieldTitle(field, t),
    help: field.help(t),
    input: field.input,
    required: field.required,
    options: [...(field.options ?? [])],
    live: field.live !== undefined,
  }));
