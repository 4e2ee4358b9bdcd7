import { type Disposable, l10n, type WebviewPanel, window } from 'vscode';
import { FORM_VIEW } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';

/** Brings forms back after a restart. What is behind them is loaded when there is one. */
export function registerFormSerializer(open: () => Promise<HostServices>): Disposable {
  return window.registerWebviewPanelSerializer(FORM_VIEW, {
    deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
      try {
        const [host, { formPanels }] = await Promise.all([open(), import('./formPanels.ts')]);
        await host.only(formPanels).restore(panel, state);
      } catch {
        const [{ sayInPanel }, { unrestoredText }] = await Promise.all([
          import('./formPanel.ts'),
          import('../../messages/formText.ts'),
        ]);
        sayInPanel(panel, unrestoredText('session', l10n.t));
      }
    },
  });
}
