import type { Locator, Page } from 'playwright-core';

/** How a person works a window: by the pointer alone. */
export interface Hands {
  /** Presses a button, a link or a row that is shown, wherever it is: also in a page inside the window. */
  press(target: Locator): Promise<void>;
  /** Opens our container in the side bar. */
  openAccounts(): Promise<void>;
}

/** By the pointer: whatever lies over the target takes the click, as it would a person's. */
export const mouse = (page: Page): Hands => ({
  async press(target) {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${target} is not shown`);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  },
  openAccounts: () => page.getByRole('tab', { name: 'AWS Notifications' }).click(),
});
