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
      'Regions to show below each account. If empty, all Regions of the account’s partition that have one of the services.',
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
      'Maximum number of concurrent calls per account, Region and service. Calls to Connect are always limited to two per second, the most that AWS allows.',
    minimum: 1,
    maximum: 16,
  },
  'emulator.port': {
    type: 'number',
    default: 0,
    scope: 'machine',
    markdownDescription: 'Port on 127.0.0.1 for the local emulator. Use 0 for any free port.',
    minimum: 0,
    maximum: 65535,
  },
  productionAccounts: {
    type: 'array',
    default: [] as readonly string[],
    scope: 'window',
    markdownDescription:
      'Production accounts, by account ID or profile name: some lint rules are stricter for documents that are for one of them. To confirm changes there by typing, mark the account with **Mark Account…**; accounts named here in your user settings were marked once.',
    items: { type: 'string' },
    uniqueItems: true,
  },
  'tree.preview': {
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Preview the settings of the selected row in the Accounts view in one reused editor. Enter or a double click opens the form either way.',
  },
  'tree.hideEmptyRegions': {
    type: 'boolean',
    default: false,
    scope: 'window',
    markdownDescription:
      'Hide empty Regions in the Accounts view, and show how many are hidden. Regions that failed to load or are not loaded yet stay visible.',
  },
  'lint.enabled': {
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Check notification configs in JSON, CloudFormation and Terraform, and inside shell scripts, Makefiles, workflows, Markdown and reStructuredText.',
  },
  'lint.rules': {
    type: 'object',
    default: {} as Readonly<Record<string, string>>,
    scope: 'window',
    markdownDescription: 'Severity per rule, or `off`. Rules not listed keep their default.',
    additionalProperties: false,
  },
} as const satisfies Record<string, SettingRow>;

/** The part of a setting's id after the prefix. */
export type SettingName = keyof typeof settingRows;
