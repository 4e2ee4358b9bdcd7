/** What the manifest says of a command that is no AWS operation. */
export interface CommandRow {
  /** The folder of the host whose `commands.ts` does it. */
  readonly feature: string;
  readonly title: string;
  /** A codicon, for those shown as a button. */
  readonly icon?: string;
  /** False where the command means nothing without a node. */
  readonly palette: boolean;
}

/**
 * Every command that is no AWS operation, by the part of its id after the prefix: with a function of the same name in the
 * `commands.ts` of its feature it is whole. Operations come from the kinds.
 */
export const commandRows = {
  chooseAccounts: { feature: 'accounts', title: 'Choose Accounts…', icon: 'account', palette: true },
  chooseRegions: { feature: 'accounts', title: 'Choose Regions…', icon: 'globe', palette: true },
  refresh: { feature: 'tree', title: 'Refresh All', icon: 'refresh', palette: true },
  startEmulator: { feature: 'emulator', title: 'Start Local Emulator', icon: 'play', palette: true },
  stopEmulator: { feature: 'emulator', title: 'Stop Local Emulator', icon: 'debug-stop', palette: true },
  resetEmulator: { feature: 'emulator', title: 'Reset Local Emulator…', icon: 'discard', palette: true },
  signIn: { feature: 'accounts', title: 'Sign In with the AWS CLI…', icon: 'key', palette: true },
  showLog: { feature: 'tree', title: 'Show Log', icon: 'output', palette: true },
  refreshNode: { feature: 'tree', title: 'Refresh', icon: 'refresh', palette: false },
  loadMore: { feature: 'tree', title: 'Load More', icon: 'ellipsis', palette: false },
  copyArn: { feature: 'tree', title: 'Copy ARN', palette: false },
  copyId: { feature: 'tree', title: 'Copy ID', palette: false },
  copyJson: { feature: 'tree', title: 'Copy JSON', palette: false },
  chooseTarget: { feature: 'documents', title: 'Choose Account and Region for This Document…', palette: true },
  setFromDocument: { feature: 'documents', title: 'Set What This Document Says…', palette: true },
  compareWithLive: { feature: 'documents', title: 'Compare This Document with Live…', palette: true },
  openForm: { feature: 'forms', title: 'Open Form…', icon: 'note', palette: true },
  changeInForm: { feature: 'forms', title: 'Open in Form', icon: 'note', palette: false },
  documentInForm: { feature: 'forms', title: 'Open This Document in Its Form', icon: 'note', palette: true },
  openLive: { feature: 'documents', title: 'Open as Document', icon: 'go-to-file', palette: false },
  compareResources: { feature: 'documents', title: 'Compare Two Resources', palette: false },
  applyToMany: { feature: 'bulk', title: 'Apply to Many…', icon: 'checklist', palette: false },
  planFleetFile: { feature: 'fleet', title: 'Plan Fleet File…', icon: 'checklist', palette: true },
  applyFleetFile: { feature: 'fleet', title: 'Apply Fleet File…', icon: 'cloud-upload', palette: true },
  checkFleetFile: { feature: 'fleet', title: 'Check Fleet File for Drift', icon: 'eye', palette: true },
  exportFleetFile: { feature: 'fleet', title: 'Export Fleet File…', icon: 'export', palette: true },
  compareLive: { feature: 'documents', title: 'Compare with Live', icon: 'diff', palette: true },
  undoChange: { feature: 'history', title: 'Undo…', icon: 'discard', palette: true },
  checkChange: { feature: 'history', title: 'Check What Became of It', icon: 'search', palette: false },
  dismissChange: { feature: 'history', title: 'Dismiss…', icon: 'close', palette: false },
  showChange: { feature: 'history', title: 'Show Difference', icon: 'diff', palette: false },
  filterHistory: { feature: 'history', title: 'Filter History…', icon: 'filter', palette: true },
  refreshHistory: { feature: 'history', title: 'Refresh History', icon: 'refresh', palette: false },
  moreHistory: { feature: 'history', title: 'Show Older Changes', icon: 'ellipsis', palette: false },
} as const satisfies Record<string, CommandRow>;

/** The part after the prefix of the id of a command that is no AWS operation. */
export type CommandName = keyof typeof commandRows;

/** The folders of the host that have commands. */
export type Feature = (typeof commandRows)[CommandName]['feature'];

/** The names of a feature's commands. */
export type CommandOf<Of extends Feature> = {
  [Name in CommandName]: (typeof commandRows)[Name]['feature'] extends Of ? Name : never;
}[CommandName];
