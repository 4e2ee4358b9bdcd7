import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Home } from '../harness/environment.ts';
import { cacheFolder } from '../harness/paths.ts';

/** The name of our container in the activity bar. */
const CONTAINER = 'AWS Notifications';

/** VS Code in a browser, by what a person sees and does. Whatever is not there within 30 s fails the test. */
export class Workbench {
  readonly page: Page;
  /** The open folder on disk. */
  readonly folder: string;
  /** The emulator's address; null when none runs. */
  readonly endpoint: string | null;
  /** The home of VS Code and the emulator: the state folder and the AWS files. */
  readonly home: Home;
  readonly #end: () => Promise<void>;

  constructor(parts: {
    readonly page: Page;
    readonly folder: string;
    readonly endpoint: string | null;
    readonly home: Home;
    readonly end: () => Promise<void>;
  }) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.endpoint = parts.endpoint;
    this.home = parts.home;
    this.#end = parts.end;
  }

  /** Ends the browser, VS Code and the emulator. */
  close(): Promise<void> {
    return this.#end();
  }

  /**
   * Asks the emulator's control plane.
   *
   * @param path Below `/_emulator/`: `requests`, `faults`, `clock` or `state`.
   * @throws When no emulator runs, or it refuses.
   */
  async emulator(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${this.endpoint}/_emulator/${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  }

  /** Which operations that change something were asked for, such as `glacier.SetVaultNotifications`. */
  async writes(): Promise<readonly string[]> {
    const counts = await this.emulator('GET', 'requests');
    return Object.keys(Object(counts)).filter(name => /\.(?:Set|Put|Delete|Register|Deregister|Create)/.test(name));
  }

  /** Saves what is seen as `.cache/screenshots/NAME.png`. Returns the path. */
  async screenshot(name: string): Promise<string> {
    const path = join(cacheFolder, 'screenshots', `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /** Opens our view by its icon in the activity bar, unless it is open. */
  async openAccounts(): Promise<void> {
    await this.#openContainer(CONTAINER);
    await this.view('Accounts').waitFor();
  }

  async #openContainer(name: string | RegExp): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
  }

  /** One of our views in the side bar, with its header. */
  view(name: 'Accounts' | 'History'): Locator {
    const header = this.page.locator('.pane-header .title', { hasText: new RegExp(`^${name}$`) });
    return this.page.locator('.sidebar .pane').filter({ has: header });
  }

  /**
   * A row of the accounts' tree with this label. Rows that are scrolled away do not exist.
   *
   * @param level How deep it lies: 1 is an account. Any depth when left out.
   */
  treeItem(label: string | RegExp, level?: number): Locator {
    const rows = this.view('Accounts').locator(
      `[role="treeitem"]${level === undefined ? '' : `[aria-level="${level}"]`}`,
    );
    return rows.filter({ has: this.#label(label) });
  }

  /** A row of the history with this label. */
  historyItem(label: string | RegExp): Locator {
    return this.view('History')
      .getByRole('treeitem')
      .filter({ has: this.#label(label) });
  }

  /** Opens rows from an account downwards: each is looked for one level below the one before. Returns the last. */
  async expand(account: string | RegExp, ...below: readonly (string | RegExp)[]): Promise<Locator> {
    let item = await this.#expandRow(this.treeItem(account, 1).first());
    for (const [index, label] of below.entries()) item = await this.#expandRow(this.treeItem(label, index + 2).first());
    return item;
  }

  async #expandRow(item: Locator): Promise<Locator> {
    await item.waitFor();
    const expanded = item.and(this.page.locator('[aria-expanded="true"]'));
    // Rows move while others above them load: a click may meet another one, and is repeated then.
    for (let tries = 3; tries > 0 && !(await expanded.isVisible()); tries -= 1) {
      await item.locator('.monaco-tl-twistie').click();
      await expanded.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    await expanded.waitFor();
    return item;
  }

  /** What a row says: its label and description. */
  async rowText(item: Locator): Promise<string> {
    await item.waitFor();
    return (await item.locator('.label-name, .label-description').allInnerTexts()).join(' ');
  }

  /** Chooses an entry of a row's context menu, through the menus that lead to it. */
  async chooseFromMenu(item: Locator, ...entries: readonly string[]): Promise<void> {
    await this.#nothingRead();
    await item.click({ button: 'right' });
    const first = this.page.getByRole('menuitem', { name: entries[0] ?? '' });
    // A row that moves away from under the pointer leaves the menu to its neighbour.
    for (let tries = 3; tries > 0 && !(await first.isVisible()); tries -= 1) {
      await first.waitFor({ timeout: 5_000 }).catch(async () => {
        await this.page.keyboard.press('Escape');
        await item.click({ button: 'right' });
      });
    }
    for (const menu of entries.slice(0, -1)) await this.page.getByRole('menuitem', { name: menu }).hover();
    const entry = entries.at(-1) ?? '';
    const choice = this.page.getByRole('menuitem', { name: entry });
    await choice.hover();
    // A release of the button soon after the menu opened is taken for the end of the click that opened it.
    await this.page.waitForTimeout(200);
    await choice.click();
  }

  /**
   * Resolves when the emulator was asked for nothing in a while. While answers arrive, rows move, and VS Code, which reads
   * a tree anew from its top, knows for a moment none of the rows that a menu is open on: its command is given no row then.
   */
  async #nothingRead(): Promise<void> {
    if (this.endpoint === null) return;
    const asked = async () => JSON.stringify(await this.emulator('GET', 'requests'));
    for (let before = '', now = await asked(); now !== before; before = now, now = await asked()) {
      await this.page.waitForTimeout(300);
    }
  }

  /** The entries of a row's context menu; closes it again. */
  async menuEntries(item: Locator): Promise<readonly string[]> {
    await item.click({ button: 'right' });
    const entries = this.page.locator('.monaco-menu .action-menu-item .action-label');
    await entries.first().waitFor();
    const names = await entries.allTextContents();
    await this.page.keyboard.press('Escape');
    return names.filter(name => name !== '');
  }

  /** Presses a button that a row shows when the pointer is over it. */
  async pressInline(item: Locator, button: string): Promise<void> {
    const shown = item.getByRole('button', { name: button });
    // A row that moves away from under the pointer takes its buttons along only once it is pointed at again.
    for (let tries = 5; tries > 0 && !(await shown.isVisible()); tries -= 1) {
      await item.hover();
      await shown.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
    await this.#pressInToolbar(shown);
  }

  /** Presses a button in the header of one of our views. */
  async pressInTitle(button: string, view: 'Accounts' | 'History' = 'Accounts'): Promise<void> {
    const pane = this.view(view);
    // At its top: what is told of a row that the pointer rests on may cover the buttons.
    await pane.hover({ position: { x: 40, y: 8 } });
    // A view that is alone in the side bar has its buttons in the side bar's title.
    const header = pane.locator('.pane-header:not(.hidden)').or(this.page.locator('.sidebar .composite.title'));
    await this.#pressInToolbar(header.getByRole('button', { name: button }));
  }

  /** VS Code draws toolbars anew when anything they may depend on changes; a click on an old button does nothing. */
  async #pressInToolbar(button: Locator): Promise<void> {
    for (let drawn = false; !drawn; ) {
      const seen = await button.elementHandle();
      await this.page.waitForTimeout(200);
      drawn = (await seen?.evaluate(element => element.isConnected)) === true;
    }
    await button.click();
  }

  /**
   * Runs a command by its title, as the palette shows it: `AWS Notifications: Refresh All`. An editor that is just opening takes the
   * focus, and the palette goes with it, before a choice is made or in the middle: then it is opened again.
   */
  async runCommand(title: string, tries = 3): Promise<void> {
    const limit = tries === 1 ? {} : { timeout: 5_000 };
    await this.page.keyboard.press('F1');
    try {
      await this.typeInput(`>${title}`, limit);
      await this.option(title).click(limit);
    } catch (error) {
      if (tries === 1) throw error;
      await this.runCommand(title, tries - 1);
    }
  }

  /** A choice in the quick input that is open. */
  option(label: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.#label(label) });
  }

  #label(label: string | RegExp): Locator {
    const hasText = typeof label === 'string' ? new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`) : label;
    return this.page.locator('.label-name', { hasText });
  }

  /** Takes one choice of the quick input. */
  async choose(label: string): Promise<void> {
    await this.option(label).click();
  }

  /** Writes into the quick input, in place of what it holds. */
  async typeInput(text: string, options: Parameters<Locator['fill']>[1] = {}): Promise<void> {
    await this.page.locator('.quick-input-widget .quick-input-box input').fill(text, options);
  }

  /** Writes into the quick input and accepts. */
  async answer(text: string): Promise<void> {
    await this.typeInput(text);
    await this.page.keyboard.press('Enter');
  }

  /** What the quick input asks for and says: its title, message and hints. */
  async inputText(): Promise<string> {
    return (await this.page.locator('.quick-input-widget').allInnerTexts()).join('\n').trim();
  }

  /** The text of the modal dialog that is open. */
  async dialogText(): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return (await dialog.locator('.dialog-message-container').allInnerTexts()).join('\n').trim();
  }

  /** Presses a button of the modal dialog. */
  async pressInDialog(button: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click();
  }

  /** A notification whose text holds these words. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
  }

  /** The texts of the notifications that are shown, newest first. */
  async notifications(): Promise<readonly string[]> {
    return await this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Clears the notifications that are shown. */
  async dismissNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  /** Presses a button of a notification. */
  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button }).click();
  }

  /** Opens a file of the folder, by its path in it. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    await this.page.keyboard.press('Control+P');
    // By its whole path: the search behind plain names needs a program that VS Code's install scripts would fetch.
    await this.typeInput(join(this.folder, path));
    await this.option(name).first().click();
    await this.page.getByRole('tab', { name }).waitFor();
  }

  /** Opens a file by its name in the Explorer, whatever its folder is on. */
  async openInExplorer(name: string): Promise<void> {
    await this.#openContainer(/^Explorer/);
    await this.page.locator('.explorer-folders-view').getByRole('treeitem', { name }).first().dblclick();
    await this.page.locator('.tabs-container').getByRole('tab', { name }).waitFor();
  }

  /** The text of the editor that is in front, as far as it is shown. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .view-lines');
    await lines.waitFor();
    return (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  }

  /** What is underlined in the editor in front, as far as it is shown. */
  squiggles(): Locator {
    return this.page.locator(
      ['error', 'warning', 'info', 'hint'].map(level => `.editor-group-container.active .squiggly-${level}`).join(', '),
    );
  }

  /** Goes to the next problem of the document in front. */
  async goToNextProblem(): Promise<void> {
    await this.runCommand('Go to Next Problem (Error, Warning, Info)');
    await this.page.locator('.peekview-widget .marker-widget, .marker-widget').first().waitFor();
  }

  /** Takes one of the quick fixes at the cursor, after a screenshot of all of them if it is to have a name. */
  async quickFix(title: string, screenshot?: string): Promise<void> {
    const fix = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    // Asked while the editor still moves to the problem, VS Code shows no list, or one for where the cursor was.
    for (let attempt = 0; attempt < 5 && !(await fix.isVisible()); attempt += 1) {
      if (attempt > 0) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
      await fix.waitFor({ timeout: 6_000 }).catch(() => undefined);
    }
    await fix.waitFor({ timeout: 1_000 });
    if (screenshot !== undefined) await this.screenshot(screenshot);
    // By the keyboard: older releases lay something over the list that takes the clicks of a driver.
    const chosen = fix.and(this.page.locator('.focused'));
    for (let step = 0; step < 20 && !(await chosen.isVisible()); step += 1) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await fix.waitFor({ state: 'hidden' });
  }

  /** The messages of the Problems panel, one a row, after opening it. */
  async problems(): Promise<readonly string[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const panel = this.page.locator('.markers-panel');
    await panel.waitFor();
    return await panel.getByRole('treeitem').allInnerTexts();
  }

  /** The page inside a webview editor or view. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Drags the edge of the side bar until it is this wide, in pixels. */
  async resizeSideBar(width: number): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    const box = await sideBar.boundingBox();
    if (box === null) throw new Error('The side bar is hidden');
    const edge = box.x + box.width;
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 5 });
    await this.page.mouse.up();
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
