import type { WordTable } from './document.ts';

/** Findings about the options of an AWS CLI call; what the AWS CLI itself says is quoted. */
export const commandWords: WordTable = {
  'command/missing-option': (t, d) =>
    d('option') === ''
      ? t('The AWS CLI refuses this call: “the following arguments are required: {0}”.', d('missing'))
      : t('The AWS CLI refuses this call: “argument {0}: expected one argument”.', d('option')),
  'command/unknown-option': (t, d) => {
    if (d('ambiguous') !== '') {
      const [option, ambiguous] = [d('option'), d('ambiguous')];
      return t('The AWS CLI refuses this call: “ambiguous option: {0} could match {1}”.', option, ambiguous);
    }
    const refused = t('The AWS CLI refuses this call: “Unknown options: {0}”.', d('option'));
    return d('meant') === '' ? refused : `${refused} ${t('Did you mean {0}?', d('meant'))}`;
  },
  'command/contradicting-options': (t, d) => {
    if (d('option') === d('other'))
      return t('{0} is given twice with different values: the last one counts, and this one is ignored.', d('option'));
    return d('other') === '--no-paginate'
      ? t(
          'The AWS CLI refuses this call: “Cannot specify --no-paginate along with pagination arguments: {0}”.',
          d('option'),
        )
      : t('The AWS CLI takes {0} or {1}, not both.', d('other'), d('option'));
  },
  'command/bare-policy': (t, d) =>
    t(
      'The AWS CLI refuses this call: “Unknown parameter in policy: "{0}", must be one of: {1}”. The policy belongs under {1}, as text.',
      d('key'),
      d('holder'),
    ),
};
