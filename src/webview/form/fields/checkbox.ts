import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import { element, onPress } from '../../elements.ts';

/** A checkbox that is ticked though it moves while it is pressed. */
export function checkbox(label: string): VscodeCheckbox {
  const box = element('vscode-checkbox');
  box.label = label;
  onPress(box, click => {
    // The component listens at the label in its shadow, which a press by pointer does not reach.
    if (click.composedPath()[0] === box) box.shadowRoot?.querySelector('label')?.click();
  });
  return box;
}

/** Makes a checkbox usable or not. The component fades and refuses by itself, but tells only eyes. */
export function enableBox(box: VscodeCheckbox, enabled: boolean): void {
  box.disabled = !enabled;
  void box.updateComplete.then(() => {
    const input = box.shadowRoot?.querySelector('input');
    if (input != null) input.disabled = !enabled;
  });
}
