import type { Locator } from 'playwright-core';

/** A person's clicks, each told by what it was on. */
export class Clicks {
  readonly told: string[] = [];

  async on(what: string, where: Locator, options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    await where.click(options);
    this.told.push(what);
  }

  /** An entry of the menu that a click opens: two clicks. */
  async inMenu(row: string, where: Locator, entry: string): Promise<void> {
    await this.on(row, where, { button: 'right' });
    const choice = where.page().getByRole('menuitem', { name: entry });
    await choice.hover();
    // A release of the button soon after the menu opened is taken for the end of the click that opened it.
    await where.page().waitForTimeout(200);
    await this.on(entry, choice);
  }
}
