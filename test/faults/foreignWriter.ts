import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT, FOREIGN_APPS, FOREIGN_VAULTS, REGION, streamConfig, vaultConfig } from './estate.ts';
import { oneOf } from './random.ts';
import { FOREIGN } from './verdict.ts';

/** Between two writes; a tenth of a second on average is often enough to be in our way. */
const MOST_WAIT_MS = 200;

/** Another tool, which knows nothing of our locks: it writes straight to the emulator, now and then. */
export class ForeignWriter {
  readonly #endpoint: string;
  readonly #random: () => number;
  #values = 0;

  constructor(endpoint: string, random: () => number) {
    this.#endpoint = endpoint;
    this.#random = random;
  }

  /** Writes until it is stopped. What fails is left. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await sleep(this.#random() * MOST_WAIT_MS);
      this.#values += 1;
      const name = `${FOREIGN}-${this.#values}`;
      const writing =
        this.#random() < 0.7
          ? this.#send(
              'PUT',
              'glacier',
              `/-/vaults/${oneOf(FOREIGN_VAULTS, this.#random)}/notification-configuration`,
              vaultConfig(name),
            )
          : this.#send(
              'POST',
              'mobiletargeting',
              `/v1/apps/${oneOf(FOREIGN_APPS, this.#random)}/eventstream`,
              streamConfig(name),
            );
      await writing.catch(() => undefined);
    }
  }

  async #send(method: string, service: string, path: string, body: unknown): Promise<void> {
    const now = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const scope = `${ACCOUNT}/${now.slice(0, 8)}/${REGION}/${service}/aws4_request`;
    const signed = 'host;x-amz-date';
    const response = await fetch(`${this.#endpoint}${path}`, {
      method,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(500),
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, Signature=${'0'.repeat(64)}`,
        'content-type': 'application/json',
        'x-amz-date': now,
        'x-amz-glacier-version': '2012-06-01',
        'x-amz-security-token': FOREIGN,
      },
    });
    await response.arrayBuffer();
  }
}
