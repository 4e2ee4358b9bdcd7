import type { Writable } from 'node:stream';
import { plainJson } from '../core/model/plainText.ts';

/** On a terminal: back to the start of the line, and what stands on it away. */
export const CLEAR_LINE = '\r\u001b[K';

/** One output of the process. Nobody reading it any more is no error. */
export class Output {
  readonly #stream: Writable & { readonly isTTY?: boolean };
  /** The question that a person is asked here now, or was last. */
  #question: Promise<unknown> = Promise.resolve();

  constructor(stream: Writable & { readonly isTTY?: boolean }, onClosed: () => void) {
    this.#stream = stream;
    // Each write is told of its own failure; without a listener the first would end the process.
    stream.on('error', error => {
      if (isClosedPipe(error)) onClosed();
    });
  }

  /** True where a person looks at it. */
  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /**
   * Writes the text, after the answer where a person is being asked; resolves when it has left this process. Throws where
   * the disk is full, say.
   */
  async write(text: string): Promise<void> {
    await this.#question;
    await this.#send(text);
  }

  /** Puts a question on a line of its own, after those before it, and gives what `answer` brings. */
  ask(question: string, answer: () => Promise<string>): Promise<string> {
    const asked = this.#question.then(async () => {
      // Whoever reads the answer is there before the question: what a fast person types is not shown either.
      const answered = answer();
      try {
        await Promise.all([this.#send(`${CLEAR_LINE}${question}`), answered]);
        return await answered;
      } finally {
        await this.#send('\n');
      }
    });
    this.#question = asked.catch(() => undefined);
    return asked;
  }

  #send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(text, error => {
        if (error === null || error === undefined || isClosedPipe(error)) resolve();
        else reject(error);
      });
    });
  }

  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** A value as one JSON document. */
export const jsonDocument = (value: unknown): string => `${plainJson(value, 2)}\n`;
