import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { cacheFolder } from '../harness/paths.ts';
import { sharedBrowser } from './desk.ts';
import { type FormServer, pretence, serveForm, type Theme } from './form/servedForm.ts';
import themes from './form/themes.json' with { type: 'json' };

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How a page is looked at. */
export interface Look {
  readonly theme: Theme;
  /** Pixels of the window. */
  readonly width: number;
  /** 2 for 200 %. */
  readonly zoom: number;
}

/** A page that is open. */
export interface OpenPage {
  readonly page: Page;
  /** Saves what is seen as `.cache/screenshots/NAME.png`, once it is drawn. */
  readonly shot: (name: string) => Promise<void>;
  /** What axe objects to in the page as it is. */
  readonly violations: () => Promise<readonly string[]>;
}

/**
 * The built pages in Chromium for the tests of a file. What a test opens is closed behind it, and must have had no fault: no
 * error, no refused load, nothing that a test adds to `faults`.
 */
export class PagesOfThisFile {
  readonly faults: string[] = [];
  readonly #open: Page[] = [];
  #server: FormServer | undefined;

  constructor() {
    beforeAll(async () => {
      this.#server = await serveForm();
    });
    afterEach(async () => {
      await Promise.all(this.#open.splice(0).map(page => page.context().close()));
      expect(this.faults.splice(0)).toEqual([]);
    });
    afterAll(() => this.#server?.close());
  }

  /** @param takes Whatever the page says to its host. */
  async open(
    name: string,
    { theme, width, zoom }: Look,
    takes: (message: unknown, page: Page) => unknown,
  ): Promise<OpenPage> {
    const context = await (await sharedBrowser()).newContext({
      viewport: { width: Math.round(width / zoom), height: 900 },
      deviceScaleFactor: zoom,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    this.#open.push(page);
    page.on('pageerror', error => this.faults.push(String(error)));
    page.on('console', message => message.type() === 'error' && this.faults.push(message.text()));
    await page.exposeFunction('hostTakes', (message: unknown) => takes(message, page));
    const given = JSON.stringify({ kind: theme.replace('-2026', ''), variables: themes[theme] });
    await page.addInitScript({ content: `${await pretence}\npretendVscode(${given});` });
    await page.goto((this.#server?.address ?? '').replace('form.html', `${name}.html`));
    const shot = async (what: string): Promise<void> => {
      await page.evaluate('new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))');
      await page.screenshot({ path: join(cacheFolder, 'screenshots', `${what}.png`), fullPage: true });
    };
    const violations = async (): Promise<readonly string[]> => {
      await page.evaluate(await axe);
      const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run(document)',
      );
      return found.violations.flatMap(one => one.nodes.map(({ html }) => `${one.id} ${html}`));
    };
    return { page, shot, violations };
  }
}
