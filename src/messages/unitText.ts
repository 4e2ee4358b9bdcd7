import { type UnitProblem, unitName } from '../core/model/organization.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { errorLine } from './errorText.ts';

/** What of an organization could not be read, and why. */
export const unitProblemText = ({ units, error }: UnitProblem, t: Translate): string =>
  t(
    '{0} was not read to its end: {1}',
    units.length === 0 ? t('The root') : plainText(unitName(units)),
    errorLine(error, t),
  );
