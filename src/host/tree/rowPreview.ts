import type { NodePath } from '../../core/inventory/nodes.ts';
import type { HostServices } from '../services.ts';
import { previewOf } from './previewText.ts';

/** How long a row stays selected before it is shown, in milliseconds: who goes through rows is not stopped at each. */
const REST_MILLISECONDS = 120;

/** Two clicks within this time are a double click, in milliseconds: as VS Code and most systems have it. */
const DOUBLE_CLICK_MILLISECONDS = 500;

type PreviewHost = Pick<
  HostServices,
  't' | 'explorer' | 'verdicts' | 'lists' | 'settings' | 'clock' | 'workbench' | 'attempt'
>;

/** The one of a window, which ends with it. */
export const rowPreview = (host: PreviewHost): RowPreview => new RowPreview(host);

/**
 * Shows what is set on the row that is selected, from what was read already: selecting asks nothing of AWS. The text follows
 * the row for as long as it is selected.
 */
export class RowPreview {
  readonly #host: PreviewHost;
  readonly #stops: readonly (() => void)[];
  #selected: NodePath | undefined;
  #clicked: { readonly path: NodePath; readonly at: number } | undefined;
  #shown: NodePath | undefined;
  #waiting = new AbortController();

  constructor(host: PreviewHost) {
    this.#host = host;
    const { explorer, verdicts } = host;
    this.#stops = [
      explorer.onDidChange(paths => {
        if (this.#shown !== undefined && (paths === undefined || paths.includes(this.#shown))) this.#repaint();
      }),
      verdicts.onDidChange(() => this.#repaint()),
    ];
  }

  /** The only row that is selected; undefined for none or several. */
  get selected(): NodePath | undefined {
    return this.#selected;
  }

  /** Told of every selection. */
  select(paths: readonly NodePath[]): void {
    this.cancel();
    this.#selected = paths.length === 1 ? paths[0] : undefined;
    const path = this.#selected;
    const { settings, clock, attempt } = this.#host;
    if (path === undefined || !settings.get('tree.preview')) return;
    const { signal } = this.#waiting;
    void attempt(async () => {
      await clock.sleep(REST_MILLISECONDS, signal);
      await this.#show(path, signal);
    });
  }

  /** A click on a row: true where it opens it, being the second of two or all that a person's settings ask for. */
  click(path: NodePath): boolean {
    const { clock, settings } = this.#host;
    const before = this.#clicked;
    const at = clock.elapsed();
    const isSecond = before?.path === path && at - before.at < DOUBLE_CLICK_MILLISECONDS;
    this.#clicked = isSecond ? undefined : { path, at };
    return isSecond || settings.opensWithDoubleClick;
  }

  /** Nothing more is shown of what was selected. */
  cancel(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  dispose(): void {
    this.cancel();
    for (const stop of this.#stops) stop();
  }

  async #show(path: NodePath, signal: AbortSignal): Promise<void> {
    const preview = previewOf(this.#host, path);
    if (preview === undefined) return;
    this.#shown = path;
    await this.#host.workbench.preview(preview.path, preview.text, signal);
  }

  #repaint(): void {
    const preview = this.#shown === undefined ? undefined : previewOf(this.#host, this.#shown);
    if (preview !== undefined) this.#host.workbench.repaint(preview.path, preview.text);
  }
}
