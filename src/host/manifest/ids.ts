/** The prefix of every command, setting, view and context key. */
export const PREFIX = 'notificationExplorer';

/** The id of the extension: publisher and name, as package.json has them. */
export const EXTENSION = 'notification-explorer.aws-notification-explorer';

/** The name of the product, as people see it: title of the log and of the settings. */
export const PRODUCT = 'Notification Explorer for AWS';

/** The short name, where space is scarce: title of the container, category of the commands. */
export const SHORT_NAME = 'AWS Notifications';

/** The container in the activity bar. */
export const CONTAINER = PREFIX;

/** The view that shows the accounts. */
export const ACCOUNTS_VIEW = `${PREFIX}.accounts`;

/** The view that shows what was changed, and when. */
export const HISTORY_VIEW = `${PREFIX}.history`;

/** The second menu of a row. */
export const MORE_MENU = `${PREFIX}.more`;

/** The scheme and the language of live documents: what is set of a resource, to be edited and saved. */
export const LIVE_SCHEME = 'awsn';
export const LIVE_LANGUAGE = 'awsn-live';

/** The scheme of the read-only documents that show what AWS answered. */
export const ANSWER_SCHEME = 'awsn-answer';

/** The scheme of the pages that explain the rules. */
export const RULE_SCHEME = 'awsn-rule';

/** The type of the panels that hold a form. */
export const FORM_VIEW = `${PREFIX}.form`;

/** The type of the panel that holds the report of a preflight. */
export const REPORT_VIEW = `${PREFIX}.report`;

/** The type of the panels in which many changes are planned. */
export const SHEET_VIEW = `${PREFIX}.plan`;

/** Context keys of `when` clauses, and the type of each. */
export interface ContextKeys {
  /** True while a local emulator is known to run, whoever started it. */
  readonly emulatorRunning: boolean;
  /** True once the journal holds a change. */
  readonly anyChange: boolean;
  /** True once the journal holds a change that takes another back. */
  readonly anyUndo: boolean;
  /** True while a filter leaves rows of the Accounts view out. */
  readonly accountsFiltered: boolean;
}

/** A context key's full name. */
export const contextKey = (key: keyof ContextKeys): string => `${PREFIX}.${key}`;
