import { kindTable } from '../../core/kinds/table.ts';
import { OTHER_DOCUMENTS } from '../../core/lint/model/subject.ts';
import { SEVERITIES } from '../../core/model/finding.ts';
import type { Command } from '../commandLine.ts';

/** `lint`: what AWS would refuse in a config, and what it would silently swallow. No call, no credential. */
export const lintCommand: Command = {
  name: 'lint',
  summary: t => t('check configs, and those inside scripts, workflows and pages, without calling AWS'),
  usage: t =>
    t(
      `FILE… [--json|--sarif] [--stdin --stdin-filename NAME] [--kind K] [--account ID] [--region R]
                                 [--rule ID=off|SEVERITY]… [--fail-on SEVERITY] [--fix[=RULE,…]] [--verbose]

  FILE            a file, or a pattern such as "configs/**/*.json"; quote it, and it works without a shell
  --json          one JSON document: a list of findings, zero-based, UTF-16
  --sarif         one SARIF 2.1.0 log
  --stdin         reads one document from the standard input; --stdin-filename says what it is called
  --kind K        one of {0}; without: by name, else by keys
  --account ID    the account that the configs are for; twelve digits
  --region R      the Region that they are for
  --rule ID=…     switches a rule off, or gives it another severity; may be repeated
  --fix           writes what can only be meant so into the files, and judges what remains; with --stdin prints the text
  --fix=RULE,…    the same, and for these rules the first fix even where it is a choice
  --verbose       names every file that was left alone, and why
  --fail-on S     one of {1}: from this severity on the exit code is 1; without: error

Exit: 0 nothing that grave, 1 something is, 64 wrong usage, unreadable file, pattern without match, nothing but files of
formats that are not read.`,
      [...kindTable.changeable, ...OTHER_DOCUMENTS].join(', '),
      SEVERITIES.join(', '),
    ),
  examples: [
    [t => t('configs, and those inside a script'), 'notification-explorer lint "configs/**/*.json" deploy.sh'],
    [t => t('for a code scanner'), 'notification-explorer lint --sarif "configs/**/*.json" > findings.sarif'],
  ],

  endsAtOnce: true,
  // The rules are loaded by who uses them.
  run: async (args, io) => (await import('./runLint.ts')).runLint(args, io),
};
