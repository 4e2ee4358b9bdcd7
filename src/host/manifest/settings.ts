/** What the manifest says of a setting. `scope: machine` for everything that says where calls go or what runs. */
export interface SettingRow {
  readonly type: 'array' | 'boolean' | 'number' | 'object';
  readonly default: unknown;
  readonly scope: 'machine' | 'window';
  readonly markdownDescription: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: 'string'; readonly pattern?: string; readonly patternErrorMessage?: string };
  readonly uniqueItems?: boolean;
  readonly additionalProperties?: boolean;
}

/** Every setting, by the part of its id after the prefix. */
export const settingRows = {
  regions: {
    type: 'array',
    default: [] as readonly string[],
    scope: 'window',
    markdownDescription:
      'The Regions shown below each account. Empty: all Regions of the account’s partition in which one of the services exists.',
    items: {
      type: 'string',
      pattern: '^([a-z]{1,4})-([a-z]{1,15}-)+([0-9])$',
      patternErrorMessage: 'A Region looks like eu-west-1.',
    },
    uniqueItems: true,
  },
  concurrency: {
    type: 'number',
    default: 4,
    scope: 'machine',
    markdownDescription:
      'Calls in flight at most, per account, Region and service. Connect stays at two calls a second whatever is set here, because AWS allows no more.',
    minimum: 1,
    maximum: 16,
  },
  'emulator.port': {
    type: 'number',
    default: 0,
    scope: 'machine',
    markdownDescription: 'The port on 127.0.0.1 that the local emulator listens on. 0: any free port.',
    minimum: 0,
    maximum: 65535,
  },
  productionAccounts: {
    type: 'array',
    default: [] as readonly string[],
    scope: 'window',
    markdownDescription:
      'Accounts that are in production, by id or by profile: some lint rules are stricter for documents that are meant for one. To have changes there confirmed by typing, mark the account with **Mark Account…**; what your user settings name here was marked so once.',
    items: { type: 'string' },
    uniqueItems: true,
  },
  'tree.preview': {
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Shows what is set on the row that is selected in the Accounts view, in one editor that is used again. Enter or a double click opens the form either way.',
  },
  'lint.enabled': {
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Checks notification configs in JSON, CloudFormation and Terraform, and those that stand in shell scripts, Makefiles, workflows, Markdown and reStructuredText.',
  },
  'lint.rules': {
    type: 'object',
    default: {} as Readonly<Record<string, string>>,
    scope: 'window',
    markdownDescription: 'How grave each rule is, or `off`. What is not named here is as the rule’s page says.',
    additionalProperties: false,
  },
} as const satisfies Record<string, SettingRow>;

/** The part of a setting's id after the prefix. */
export type SettingName = keyof typeof settingRows;
