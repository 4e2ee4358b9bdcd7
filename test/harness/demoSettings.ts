/** User settings that leave nothing on the screen but what is shown or tested. */
export const quietSettings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.editor.empty.hint': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
} as const;

/** The Regions that the demo seed puts something in. Its accounts are those of AWS's samples, which a rule would point out. */
export const demoSettings = {
  ...quietSettings,
  'notificationExplorer.lint.rules': { 'arn/emulator-account': 'off' },
  'notificationExplorer.regions': ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
} as const;
