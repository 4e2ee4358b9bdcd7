import assert from 'node:assert/strict';
import type { FormPanel } from '../../src/host/forms/formPanel.ts';
import type { FormPanels } from '../../src/host/forms/formPanels.ts';
import type { FromPage } from '../../src/shared/form/fromPage.ts';
import { readToPage, type ToPage } from '../../src/shared/form/toPage.ts';
import { answeredBy, extensionUnderTest } from './extensionUnderTest.ts';

/** The open forms. */
export async function forms(): Promise<FormPanels> {
  return (await extensionUnderTest()).forms();
}

/** The only open form, and what its page is told from now on. */
export class OpenForm {
  readonly told: ToPage[] = [];
  #version = 1_000;

  constructor(readonly panel: FormPanel) {
    const { webview } = panel.panel;
    const post = webview.postMessage.bind(webview);
    Object.defineProperty(webview, 'postMessage', {
      configurable: true,
      value: (message: unknown) => {
        const read = readToPage(message);
        assert.ok(read, `the page would refuse ${JSON.stringify(message)}`);
        this.told.push(read);
        return post(message);
      },
    });
  }

  /** The form that is open, and no other is. */
  static async only(): Promise<OpenForm> {
    const { open } = await forms();
    assert.equal(open.length, 1, open.map(one => one.panel.title).join(', '));
    const [panel] = open;
    assert.ok(panel);
    return new OpenForm(panel);
  }

  /** Says something as the page. */
  send(message: FromPage): Promise<void> {
    return this.panel.receive(message);
  }

  /** The newest message of a kind. */
  last<Kind extends ToPage['kind']>(kind: Kind): Extract<ToPage, { kind: Kind }> {
    const found = this.told.findLast((one): one is Extract<ToPage, { kind: Kind }> => one.kind === kind);
    assert.ok(found, `nothing of kind ${kind} among ${this.told.map(one => one.kind).join(', ')}`);
    return found;
  }

  /** The request that the form holds. */
  async request(): Promise<unknown> {
    return JSON.parse((await this.panel.form).saved.text);
  }

  /** Writes another request. */
  async edit(value: unknown): Promise<void> {
    this.#version += 1;
    await this.send({ kind: 'edited', version: this.#version, text: JSON.stringify(value) });
  }

  /** Reviews and applies what is written, a modal answered with yes. */
  async apply(): Promise<void> {
    const { prompter } = await (await extensionUnderTest()).host();
    const back = await answeredBy(Object.assign(Object.create(prompter), { confirm: async () => true }));
    try {
      const { version } = await this.panel.form;
      await this.send({ kind: 'review', version, filled: [] });
      const { review, message } = this.last('reviewed');
      assert.ok(review, message);
      await this.send({ kind: 'apply', review: review.id, secrets: [] });
    } finally {
      back();
    }
  }
}
