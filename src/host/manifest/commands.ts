import type { Wording } from '../../core/model/translate.ts';
import { PREFIX } from './ids.ts';

/** What the manifest says of a command that is no AWS operation. */
export interface CommandRow {
  /** The folder of the host whose `commands.ts` does it. */
  readonly feature: string;
  readonly title: Wording;
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
  chooseAccounts: { feature: 'accounts', title: t => t('Choose Accounts…'), icon: 'account', palette: true },
  markAccount: { feature: 'accounts', title: t => t('Mark Account…'), icon: 'bookmark', palette: true },
  groupByUnit: { feature: 'accounts', title: t => t('Group Accounts by Organizational Unit…'), palette: true },
  chooseRegions: { feature: 'accounts', title: t => t('Choose Regions…'), icon: 'globe', palette: true },
  refresh: { feature: 'tree', title: t => t('Refresh All'), icon: 'refresh', palette: true },
  loadEverything: { feature: 'tree', title: t => t('Load All Accounts'), icon: 'cloud-download', palette: true },
  findResource: { feature: 'tree', title: t => t('Find Resource…'), icon: 'search', palette: true },
  filterAccounts: { feature: 'tree', title: t => t('Filter Accounts…'), icon: 'filter', palette: true },
  clearAccountsFilter: { feature: 'tree', title: t => t('Clear Filter'), icon: 'filter-filled', palette: false },
  arrangeAccounts: { feature: 'tree', title: t => t('Group and Sort Accounts…'), palette: true },
  readUnread: { feature: 'tree', title: t => t('Load Regions'), palette: false },
  showEmptyRegions: { feature: 'tree', title: t => t('Show Empty Regions'), palette: false },
  startEmulator: { feature: 'emulator', title: t => t('Start Local Emulator'), icon: 'play', palette: true },
  stopEmulator: { feature: 'emulator', title: t => t('Stop Local Emulator'), icon: 'debug-stop', palette: true },
  resetEmulator: { feature: 'emulator', title: t => t('Reset Local Emulator…'), icon: 'discard', palette: true },
  signIn: { feature: 'accounts', title: t => t('Sign In…'), icon: 'key', palette: true },
  signOut: { feature: 'accounts', title: t => t('Sign Out…'), icon: 'sign-out', palette: true },
  addProfiles: { feature: 'accounts', title: t => t('Add Profiles to Shared Config…'), icon: 'add', palette: true },
  showDiscovered: {
    feature: 'accounts',
    title: t => t('Show Accounts of a Sign-In…'),
    icon: 'organization',
    palette: true,
  },
  showLog: { feature: 'tree', title: t => t('Show Log'), icon: 'output', palette: true },
  openTerminal: {
    feature: 'workbench',
    title: t => t('Open Terminal with the Command Line'),
    icon: 'terminal',
    palette: true,
  },
  refreshNode: { feature: 'tree', title: t => t('Refresh'), icon: 'refresh', palette: false },
  loadMore: { feature: 'tree', title: t => t('Load More'), icon: 'ellipsis', palette: false },
  openConsole: { feature: 'tree', title: t => t('Open in AWS Console'), icon: 'link-external', palette: false },
  openRow: { feature: 'forms', title: t => t('Open'), palette: false },
  copyArn: { feature: 'tree', title: t => t('Copy ARN'), palette: false },
  copyId: { feature: 'tree', title: t => t('Copy ID'), palette: false },
  copyJson: { feature: 'tree', title: t => t('Copy JSON'), palette: false },
  chooseTarget: { feature: 'documents', title: t => t('Lint This Document For…'), palette: true },
  setFromDocument: { feature: 'documents', title: t => t('Apply This Document…'), palette: true },
  compareWithLive: { feature: 'documents', title: t => t('Compare with AWS'), icon: 'diff', palette: true },
  openForm: { feature: 'forms', title: t => t('Open in Form…'), icon: 'note', palette: true },
  changeInForm: { feature: 'forms', title: t => t('Open in Form'), icon: 'note', palette: false },
  documentInForm: { feature: 'forms', title: t => t('Open in Form'), icon: 'note', palette: false },
  openLive: { feature: 'documents', title: t => t('View JSON'), icon: 'json', palette: false },
  compareResources: { feature: 'documents', title: t => t('Compare Two Resources'), palette: false },
  applyToMany: { feature: 'bulk', title: t => t('Apply to Many…'), icon: 'checklist', palette: false },
  planFleetFile: { feature: 'fleet', title: t => t('Plan Fleet File…'), icon: 'checklist', palette: true },
  applyFleetFile: { feature: 'fleet', title: t => t('Apply Fleet File…'), icon: 'cloud-upload', palette: true },
  checkFleetFile: { feature: 'fleet', title: t => t('Check Fleet File for Drift'), icon: 'eye', palette: true },
  exportFleetFile: { feature: 'exporting', title: t => t('Export Fleet File…'), icon: 'export', palette: true },
  exportInventory: { feature: 'exporting', title: t => t('Export Inventory…'), icon: 'table', palette: true },
  exportAs: { feature: 'exporting', title: t => t('Export…'), icon: 'export', palette: true },
  copyAs: { feature: 'exporting', title: t => t('Copy as…'), icon: 'copy', palette: false },
  copyChangeAs: { feature: 'exporting', title: t => t('Copy as…'), icon: 'copy', palette: false },
  copyFormAs: { feature: 'forms', title: t => t('Copy as…'), icon: 'copy', palette: false },
  exitReport: { feature: 'exit', title: t => t('Pinpoint Exit Report'), icon: 'sign-out', palette: true },
  dismissNotices: { feature: 'accounts', title: t => t('Dismiss Notice'), icon: 'close', palette: false },
  preflight: { feature: 'preflight', title: t => t('Why Is Nothing Arriving?'), icon: 'pulse', palette: true },
  checkDocument: {
    feature: 'preflight',
    title: t => t('Check Delivery for This Document'),
    icon: 'pulse',
    palette: true,
  },
  undoChange: { feature: 'history', title: t => t('Undo…'), icon: 'discard', palette: true },
  checkChange: { feature: 'history', title: t => t('Check Outcome'), icon: 'search', palette: false },
  dismissChange: { feature: 'history', title: t => t('Dismiss…'), icon: 'close', palette: false },
  showChange: { feature: 'history', title: t => t('Show Difference'), icon: 'diff', palette: false },
  filterHistory: { feature: 'history', title: t => t('Filter History…'), icon: 'filter', palette: true },
  refreshHistory: { feature: 'history', title: t => t('Refresh History'), icon: 'refresh', palette: false },
  moreHistory: { feature: 'history', title: t => t('Show Older Changes'), icon: 'ellipsis', palette: false },
} as const satisfies Record<string, CommandRow>;

/** The part after the prefix of the id of a command that is no AWS operation. */
export type CommandName = keyof typeof commandRows;

/** The full id of a command that is no AWS operation. */
export const commandId = (name: CommandName): string => `${PREFIX}.${name}`;

/** The folders of the host that have commands. */
export type Feature = (typeof commandRows)[CommandName]['feature'];

/** The names of a feature's commands. */
export type CommandOf<Of extends Feature> = {
  [Name in CommandName]: (typeof commandRows)[Name]['feature'] extends Of ? Name : never;
}[CommandName];
