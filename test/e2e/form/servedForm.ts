import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type FromPage, readFromPage } from '../../../src/shared/form/fromPage.ts';
import type { ToPage } from '../../../src/shared/form/toPage.ts';
import { pageHtml } from '../../../src/shared/page.ts';
import { cacheFolder, projectFolder } from '../../harness/paths.ts';
import themes from './themes.json' with { type: 'json' };

/**
 * Themes of VS Code, with what they set: Light and Dark Modern, both high contrast themes, and those that are the default
 * since 2026. Taken from a running VS Code 1.139.
 */
export type Theme = keyof typeof themes;

/** All of them. */
export const allThemes = Object.keys(themes) as Theme[];

/** The pages as the build made them, served from loopback: each as `NAME.html`. */
export interface FormServer {
  /** Of the form's page. */
  readonly address: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  ttf: 'font/ttf',
  html: 'text/html; charset=utf-8',
};
/** What the page is made to believe. */
export const pretence = readFile(join(import.meta.dirname, 'pretendVscode.js'), 'utf8');
const NONCE = 'bm9uY2Utb2YtYS10ZXN0';

/** Serves `dist/webview` and the page around it, under the same policy as in VS Code. */
export async function serveForm(): Promise<FormServer> {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const type = types[name.split('.').at(-1) ?? ''];
    if (type === undefined || name.includes('/')) {
      response.writeHead(404).end();
      return;
    }
    const origin = `http://${request.headers.host}`;
    const page = /^(\w+)\.html$/.exec(name)?.[1];
    const file = join(projectFolder, 'dist', 'webview', name);
    const body = page === undefined ? await readFile(file) : pageAt(origin, page);
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/form.html`,
    close: () => new Promise(done => server.close(() => done())),
  };
}

const pageAt = (origin: string, page: string): string =>
  pageHtml({
    scriptUri: `${origin}/${page}.js`,
    styleUri: `${origin}/${page}.css`,
    codiconUri: `${origin}/codicon.css`,
    cspSource: origin,
    nonce: NONCE,
    title: page === 'form' ? 'Form' : 'Preflight',
    language: 'en',
  });

/** How a page is opened. */
export interface FormOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** 2 for 200 %. VS Code's zoom makes the same page of half as many CSS pixels. */
  readonly zoom?: number;
  readonly reducedMotion?: boolean;
  /** What the host answers, besides being recorded. */
  readonly answer?: (message: FromPage, form: ServedForm) => unknown;
}

/** A form's page in Chromium with a host that speaks the real protocol; what the page says is recorded. */
export class ServedForm {
  readonly page: Page;
  /** What the page said, in its order. */
  readonly sent: FromPage[] = [];
  /** What it asked VS Code to keep. */
  readonly kept: unknown[] = [];
  /** What went wrong: errors, refused loads, messages that are none. Empty at the end of every test. */
  readonly faults: string[] = [];
  /** Warnings in the console. */
  readonly warnings: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, server: FormServer, options: FormOptions = {}): Promise<ServedForm> {
    const { theme = 'dark', width = 1280, height = 900, zoom = 1, reducedMotion = false, answer } = options;
    const context = await browser.newContext({
      viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
      deviceScaleFactor: zoom,
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    const form = new ServedForm(await context.newPage());
    await form.#listen(answer);
    const given = JSON.stringify({ kind: theme.replace('-2026', ''), variables: themes[theme] });
    await form.page.addInitScript({ content: `${await pretence}\npretendVscode(${given});` });
    await form.page.goto(server.address);
    return form;
  }

  /** Says something as the host. */
  async say(message: ToPage): Promise<void> {
    await this.sayAnything(message);
  }

  /** Says what the protocol may not know. */
  async sayAnything(message: unknown): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  }

  /** The last message of a kind, once there are so many of it. */
  async last<Kind extends FromPage['kind']>(kind: Kind, count = 1): Promise<Extract<FromPage, { kind: Kind }>> {
    const all = () =>
      this.sent.filter((message): message is Extract<FromPage, { kind: Kind }> => message.kind === kind);
    const end = Date.now() + 5_000;
    while (all().length < count && Date.now() < end) await this.page.waitForTimeout(10);
    const found = all().at(-1);
    if (found === undefined || all().length < count)
      throw new Error(`said ${kind} ${all().length} times, not ${count}`);
    return found;
  }

  /** The text as the page told it last; empty before it told any. */
  get text(): string {
    return this.sent.findLast(message => message.kind === 'edited')?.text ?? '';
  }

  /** Where the focus is: the accessible name or the text of what has it, into components too. */
  focused(): Promise<string> {
    return this.page.evaluate<string>('focusedName()');
  }

  /** What assistive technology says of an input besides its name: the description that Chromium computes. */
  async description(role: string, name: string): Promise<string> {
    const session = await this.page.context().newCDPSession(this.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const found = nodes.find(node => node.role?.value === role && node.name?.value === name);
    return String(found?.description?.value ?? '');
  }

  /** Saves what is seen, all of the page, as `.cache/screenshots/form-NAME.png`. */
  async screenshot(name: string): Promise<void> {
    const path = join(cacheFolder, 'screenshots', `form-${name}.png`);
    await this.page.screenshot({ path, fullPage: true, animations: 'disabled' });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async #listen(answer: FormOptions['answer']): Promise<void> {
    const { page } = this;
    page.on('pageerror', error => this.faults.push(String(error)));
    page.on('requestfailed', request => this.faults.push(`refused: ${request.url()}`));
    page.on('console', message => {
      if (message.type() === 'error') this.faults.push(message.text());
      if (message.type() === 'warning') this.warnings.push(message.text());
    });
    await page.exposeFunction('hostTakes', async (message: unknown) => {
      const read = readFromPage(message);
      if (read === undefined) this.faults.push(`no message: ${JSON.stringify(message)}`);
      else {
        this.sent.push(read);
        await answer?.(read, this);
      }
    });
    await page.exposeFunction('hostKeeps', (state: unknown) => void this.kept.push(state));
  }
}
