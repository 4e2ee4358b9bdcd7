import { kindTable } from '../../core/kinds/table.ts';
import { OTHER_DOCUMENTS } from '../../core/lint/model/subject.ts';
import { SEVERITIES } from '../../core/model/finding.ts';
import type { Command } from '../commandLine.ts';

/** `lint`: what AWS would refuse in a config, and what it would silently swallow. No call, no credential. */
export const lintCommand: Command = {
  name: 'lint',
  summary: t => t('check configs, also inside scripts, workflows and pages, without calling AWS'),
  usage: t =>
    t(
      `FILE… [--json|--sarif] [--stdin --stdin-filename NAME] [--kind K] [--account ID] [--region R]
                                 [--rule ID=off|SEVERITY]… [--fail-on SEVERITY] [--fix[=RULE,…]] [--verbose]

  FILE            a file, or a quoted pattern such as "configs/**/*.json"
  --json          one JSON document: a list of findings, zero-based, UTF-16
  --sarif         one SARIF 2.1.0 log
  --stdin         read one document from standard input; --stdin-filename gives its name
  --kind K        one of {0}; default: by name, else by keys
  --account ID    the account ID that the configs are for
  --region R      the Region that they are for
  --rule ID=…     turn a rule off, or change its severity; can be repeated
  --fix           apply the sure fixes to the files, then check what remains; with --stdin prints the text
  --fix=RULE,…    also apply the first fix of these rules, even if there are several
  --verbose       name every file that was not checked, and why
  --fail-on S     one of {1}: lowest severity that makes the exit code 1; default: error

Exit: 0 no finding at or above --fail-on, 1 otherwise, 64 wrong usage, unreadable file, pattern without match, or only
files in formats that are not read.`,
      [...kindTable.changeable, ...OTHER_DOCUMENTS].join(', '),
      SEVERITIES.join(', '),
    ),
  examples: [
    [t => t('configs, and the ones inside a script'), 'notification-explorer lint "configs/**/*.json" deploy.sh'],
    [t => t('for a code scanner'), 'notification-explorer lint --sarif "configs/**/*.json" > findings.sarif'],
  ],

  endsAtOnce: true,
  // The rules are loaded by who uses them.
  run: async (args, io) => (await import('./runLint.ts')).runLint(args, io),
};
