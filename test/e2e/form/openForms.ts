import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { sharedBrowser } from '../desk.ts';
import { type FormOptions, type FormServer, ServedForm, serveForm } from './servedForm.ts';

/**
 * One server for the tests of a file, and the Chromium of all. What a test opens is closed behind it, and must have had no
 * fault: no error, no load that the policy refused, no message that is none.
 */
export function formsOfThisFile(): (options?: FormOptions) => Promise<ServedForm> {
  const open: ServedForm[] = [];
  let browser: Browser;
  let server: FormServer;

  beforeAll(async () => {
    [browser, server] = await Promise.all([sharedBrowser(), serveForm()]);
  });

  afterEach(async () => {
    const faults = open.flatMap(form => form.faults);
    await Promise.all(open.splice(0).map(form => form.close()));
    expect(faults).toEqual([]);
  });

  afterAll(async () => {
    await server?.close();
  });

  return async options => {
    const form = await ServedForm.open(browser, server, options);
    open.push(form);
    return form;
  };
}
