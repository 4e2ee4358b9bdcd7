/** What the manifest says of a command that is no AWS operation. */
export interface CommandRow {
  readonly title: string;
  /** A codicon, for those shown as a button. */
  readonly icon?: string;
  /** False where the command means nothing without a node. */
  readonly palette: boolean;
}

/** Every command that is no AWS operation, by the part of its id after the prefix. Operations come from the kinds. */
export const commandRows = {
  chooseAccounts: { title: 'Choose Accounts…', icon: 'account', palette: true },
  chooseRegions: { title: 'Choose Regions…', icon: 'globe', palette: true },
  refresh: { title: 'Refresh All', icon: 'refresh', palette: true },
  startEmulator: { title: 'Start Local Emulator', icon: 'play', palette: true },
  stopEmulator: { title: 'Stop Local Emulator', icon: 'debug-stop', palette: true },
  resetEmulator: { title: 'Reset Local Emulator…', icon: 'discard', palette: true },
  signIn: { title: 'Sign In with the AWS CLI…', icon: 'key', palette: true },
  showLog: { title: 'Show Log', icon: 'output', palette: true },
  refreshNode: { title: 'Refresh', icon: 'refresh', palette: false },
  loadMore: { title: 'Load More', icon: 'ellipsis', palette: false },
  copyArn: { title: 'Copy ARN', palette: false },
  copyId: { title: 'Copy ID', palette: false },
  copyJson: { title: 'Copy JSON', palette: false },
  chooseTarget: { title: 'Choose Account and Region for This Document…', palette: true },
  setFromDocument: { title: 'Set What This Document Says…', palette: true },
  compareWithLive: { title: 'Compare This Document with Live…', palette: true },
  openForm: { title: 'Open Form…', icon: 'note', palette: true },
  changeInForm: { title: 'Open in Form', icon: 'note', palette: false },
  documentInForm: { title: 'Open This Document in Its Form', icon: 'note', palette: true },
  openLive: { title: 'Open as Document', icon: 'go-to-file', palette: false },
  compareResources: { title: 'Compare Two Resources', palette: false },
  applyToMany: { title: 'Apply to Many…', icon: 'checklist', palette: false },
  planFleetFile: { title: 'Plan Fleet File…', icon: 'checklist', palette: true },
  applyFleetFile: { title: 'Apply Fleet File…', icon: 'cloud-upload', palette: true },
  checkFleetFile: { title: 'Check Fleet File for Drift', icon: 'eye', palette: true },
  exportFleetFile: { title: 'Export Fleet File…', icon: 'export', palette: true },
  compareLive: { title: 'Compare with Live', icon: 'diff', palette: true },
  undoChange: { title: 'Undo…', icon: 'discard', palette: true },
  checkChange: { title: 'Check What Became of It', icon: 'search', palette: false },
  dismissChange: { title: 'Dismiss…', icon: 'close', palette: false },
  showChange: { title: 'Show Difference', icon: 'diff', palette: false },
  filterHistory: { title: 'Filter History…', icon: 'filter', palette: true },
  refreshHistory: { title: 'Refresh History', icon: 'refresh', palette: false },
  moreHistory: { title: 'Show Older Changes', icon: 'ellipsis', palette: false },
} as const satisfies Record<string, CommandRow>;

/** The part after the prefix of the id of a command that is no AWS operation. */
export type CommandName = keyof typeof commandRows;
