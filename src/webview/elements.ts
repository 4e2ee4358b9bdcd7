import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';

/** What goes into an element: text stays text, null is nothing. */
export type Child = Node | string | null;

/** Makes an element. Nothing is ever taken for HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null));
  return made;
}

let count = 0;

/** An id that no other element of the page has. */
export function freshId(name: string): string {
  count += 1;
  return `${name}-${count}`;
}

/** A codicon, for eyes only. */
export const icon = (name: string): HTMLSpanElement =>
  element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });

/** How a button looks and what it does. */
export interface ButtonParts {
  readonly label: string;
  readonly press: () => void;
  readonly primary?: boolean;
  readonly icon?: string;
}

/** A button of VS Code's look. */
export function button({ label, press, primary = false, icon: name }: ButtonParts): VscodeButton {
  // The component says only once it has drawn itself that it takes the focus.
  const made = element('vscode-button', { tabindex: '0' }, label);
  made.secondary = !primary;
  if (name !== undefined) made.append(withSlot(icon(name)));
  onPress(made, () => {
    if (!made.disabled) press();
  });
  // The component presses on Space without keeping the page from scrolling.
  made.addEventListener('keydown', event => {
    if (event.key === ' ') event.preventDefault();
  });
  return made;
}

/**
 * Tells of presses, by pointer or otherwise. Findings come and go above while a person presses: what moves away is pressed
 * all the same, and what the pointer was drawn away from is not. A press by pointer comes as a click on `made` itself.
 */
export function onPress(made: HTMLElement, pressed: (click: MouseEvent) => void): void {
  let pressedAt: DOMRect | undefined;
  made.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    pressedAt = made.getBoundingClientRect();
    made.setPointerCapture(event.pointerId);
  });
  made.addEventListener('click', click => {
    const { detail, clientX, clientY } = click;
    const isDrawnAway = detail > 0 && pressedAt !== undefined && !holds(pressedAt, clientX, clientY);
    pressedAt = undefined;
    if (!isDrawnAway) pressed(click);
  });
}

const holds = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean =>
  left <= x && x <= right && top <= y && y <= bottom;

function withSlot(made: HTMLElement): HTMLElement {
  made.slot = 'content-before';
  return made;
}

/** A button that looks like a link, for use inside text. */
export function linkButton(label: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'link' }, label);
  made.addEventListener('click', press);
  return made;
}

/** Moves the focus to a heading, which is no stop of the Tab key, and what it heads into sight. */
export function focusHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}
