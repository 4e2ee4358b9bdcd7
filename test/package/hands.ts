import type { Locator, Page } from 'playwright-core';

/** How a person works a window: by the pointer alone, or by the keyboard alone. */
export interface Hands {
  /** Presses a button or a link that is shown, wherever it is: also in a page inside the window. */
  press(target: Locator): Promise<void>;
  /** Takes the first choice of the quick input. */
  chooseFirst(): Promise<void>;
  /** Opens our container in the side bar. */
  openAccounts(): Promise<void>;
  /** Brings the editor of a tab to the front, and goes on in it. */
  goTo(tab: Locator): Promise<void>;
}

const firstChoice = (page: Page): Locator => page.locator('.quick-input-list .monaco-list-row').first();

/** By the pointer: whatever lies over the target takes the click, as it would a person's. */
export function mouse(page: Page): Hands {
  const press = async (target: Locator): Promise<void> => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${target} is not shown`);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  return {
    press,
    goTo: press,
    openAccounts: () => press(page.getByRole('tab', { name: 'AWS Notifications' })),
    async chooseFirst() {
      await firstChoice(page).waitFor();
      await press(firstChoice(page));
    },
  };
}

/** More than any window has to stop at. */
const MOST_STOPS = 150;

/** By the keyboard: what Tab does not reach cannot be pressed. */
export function keyboard(page: Page): Hands {
  /** Presses a key until something is so. */
  const until = async (isSo: () => Promise<boolean>, key: string, what: unknown): Promise<void> => {
    for (let stops = 0; !(await isSo()); stops += 1) {
      if (stops === MOST_STOPS) throw new Error(`${key} does not lead to ${what}`);
      await page.keyboard.press(key);
    }
  };
  return {
    async press(target) {
      await target.waitFor();
      await until(() => hasFocus(target), 'Tab', target);
      await page.keyboard.press('Enter');
    },
    async chooseFirst() {
      await firstChoice(page).and(page.locator('.focused')).waitFor();
      await page.locator('.quick-input-widget input:focus').waitFor();
      await page.keyboard.press('Enter');
    },
    async openAccounts() {
      // The palette shows what was known when it was opened.
      await page.getByRole('tab', { name: 'AWS Notifications' }).waitFor();
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input:focus').waitFor();
      await page.keyboard.type('View: Show AWS Notifications');
      await page.locator('.quick-input-list .focused', { hasText: 'Show AWS Notifications' }).waitFor();
      await page.keyboard.press('Enter');
    },
    async goTo(tab) {
      const isInFront = tab.and(page.locator('[aria-selected=true]'));
      await page.keyboard.press('Control+PageUp');
      await isInFront.waitFor();
    },
  };
}

/** Whether what is typed goes to an element: a page inside the window that was left remembers a focus of its own. */
const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(node => Object(node).matches(':focus') === true && Object(node).ownerDocument.hasFocus() === true);
