const vscode = require('vscode');

/** Opens the first minutes, once for each demo. */
exports.activate = async ({ globalState }) => {
  if (globalState.get('opened') === true) return;
  await globalState.update('opened', true);
  const id = 'notification-explorer.aws-notification-explorer#firstMinutes';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id);
};
