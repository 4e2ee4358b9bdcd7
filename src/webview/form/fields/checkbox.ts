import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';

/** Makes a checkbox usable or not. The component fades and refuses by itself, but tells only eyes. */
export function enableBox(box: VscodeCheckbox, enabled: boolean): void {
  box.disabled = !enabled;
  void box.updateComplete.then(() => {
    const input = box.shadowRoot?.querySelector('input');
    if (input != null) input.disabled = !enabled;
  });
}
