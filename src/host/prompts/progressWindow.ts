import { type Disposable, type Progress, ProgressLocation, window } from 'vscode';
import { withoutLinks } from './plainMessage.ts';

/** Work that ends sooner shows no progress: a message that flashes by tells nothing. */
const PATIENCE_MILLISECONDS = 400;

/**
 * The message that says what is going on, with a button that stops it. It can step aside and come back. VS Code takes it away
 * when it is stopped; where the work then says that it is not over yet, it comes back without the button.
 */
export class ProgressWindow implements Disposable {
  readonly #title: string;
  readonly #stop: () => void;
  #text = '';
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;
  #progress: Progress<{ readonly message: string }> | undefined;
  #close: () => void = () => undefined;

  constructor(title: string, stop: () => void) {
    this.#title = title;
    this.#stop = stop;
    this.#appear();
  }

  /** Says how far it is; null steps aside, for a question that the work asks itself. */
  say(text: string | null): void {
    if (text === null) {
      this.dispose();
      return;
    }
    this.#text = text;
    this.#progress?.report({ message: withoutLinks(text) });
    this.#appear();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#progress = undefined;
    this.#close();
  }

  #appear(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      const title = withoutLinks(this.#title);
      void window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: !this.#isStopped },
        (shown, token) => {
          const stopping = token.onCancellationRequested(() => {
            this.#isStopped = true;
            this.dispose();
            this.#stop();
          });
          this.#progress = shown;
          shown.report({ message: withoutLinks(this.#text) });
          return new Promise<void>(resolve => {
            this.#close = () => {
              stopping.dispose();
              resolve();
            };
          });
        },
      );
    }, PATIENCE_MILLISECONDS);
  }
}
