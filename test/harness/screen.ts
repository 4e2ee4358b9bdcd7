/** The part of the terminal that one section writes to. */
export interface Part {
  readonly write: (text: string) => void;
  /** Says that nothing more comes. */
  readonly close: () => void;
}

interface Held extends Part {
  text: string;
  closed: boolean;
}

/**
 * One terminal for sections that run side by side. The one that began first writes through; what the others say is held
 * until those before them have ended, so that each section stays in one piece.
 */
export class Screen {
  readonly #write: (text: string) => void;
  readonly #parts: Held[] = [];

  /** @param write Writes to the terminal. */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  open(heading: string): Part {
    const part: Held = {
      text: `\n━━ ${heading}\n`,
      closed: false,
      write: text => {
        part.text += text;
        this.#flush();
      },
      close: () => {
        part.closed = true;
        this.#flush();
      },
    };
    this.#parts.push(part);
    this.#flush();
    return part;
  }

  #flush(): void {
    for (let [front] = this.#parts; front !== undefined; [front] = this.#parts) {
      if (front.text !== '') this.#write(front.text);
      front.text = '';
      if (!front.closed) return;
      this.#parts.shift();
    }
  }
}
