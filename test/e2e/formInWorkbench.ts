import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The name of what has the focus in the page of a form: as it is labelled, else what stands on it. */
function focusedName(body: unknown): string {
  const found = Object(body).ownerDocument.activeElement;
  return String(found?.getAttribute('aria-label') || found?.label || found?.textContent || '').trim();
}

/** Steps of the Tab key from one end of a form to the other, and more. */
const MOST_TABS = 40;

/** The form that is in front, by what a person sees and does. */
export class FormInWorkbench {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** What stands in the page. */
  get content(): FrameLocator {
    return this.#workbench.webview();
  }

  button(name: string): Locator {
    return this.content.getByRole('button', { name, exact: true });
  }

  /** Resolves when the form can be used. */
  async ready(): Promise<void> {
    await this.button('Review').waitFor();
  }

  /** The request as the JSON editor shows it. */
  async json(): Promise<string> {
    return (await this.content.locator('.cm-line').allInnerTexts()).join('\n');
  }

  /** Picks a live value with the mouse. */
  async pick(field: string, value: string): Promise<void> {
    await this.content.getByRole('combobox', { name: field }).click();
    await this.content.getByRole('option', { name: value }).first().click();
  }

  /** A field of few values. */
  selection(field: string): Locator {
    const named = this.content.getByRole('combobox', { name: field });
    return this.content.locator('vscode-single-select').filter({ has: named });
  }

  /** A value to tick. */
  checkbox(value: string): Locator {
    return this.content.locator(`vscode-checkbox[aria-label="${value}"]`);
  }

  /** A field for text. */
  input(field: string): Locator {
    return this.content.getByLabel(field, { exact: true }).locator('visible=true').last();
  }

  /** Reviews and applies with the mouse. */
  async reviewAndApply(): Promise<void> {
    await this.button('Review').click();
    await this.button('Apply').click();
  }

  /** What is said after a change. */
  async outcome(): Promise<string> {
    const section = this.content.locator('section.outcome');
    await section.waitFor();
    return (await section.allInnerTexts()).join('\n');
  }

  /** The name of what has the focus. */
  focused(): Promise<string> {
    return this.content.locator('body').evaluate(focusedName);
  }

  /** Goes with the Tab key to what has this name. */
  async tabTo(name: string): Promise<void> {
    const seen: string[] = [];
    for (let step = 0; step < MOST_TABS; step += 1) {
      const now = await this.focused();
      if (now === name) return;
      seen.push(now.slice(0, 40));
      await this.#workbench.page.keyboard.press('Tab');
    }
    throw new Error(`the Tab key does not lead to ${name}: ${seen.join(' | ')}`);
  }

  /** Presses keys one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#workbench.page.keyboard.press(key);
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    await this.#workbench.page.keyboard.type(text);
  }
}
