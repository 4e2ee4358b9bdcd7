import type { Reply } from '../prompts/prompter.ts';

/** Where a question stands among those of its conversation. */
export interface Frame<State> {
  /** Which question of how many, from 1. */
  readonly step: number;
  readonly steps: number;
  /** What the question led to before the person came back to it, or undefined when it is asked for the first time. */
  readonly earlier: State | undefined;
}

/** One question: takes what is known and replies with what is known after it. */
export type Ask<State> = (state: State, frame: Frame<State>) => Promise<Reply<State>>;

/** Asks question after question, with ways back, until all are answered. Undefined where the person stopped. */
export async function walk<State>(first: State, asks: readonly Ask<State>[]): Promise<State | undefined> {
  const states: State[] = [first];
  let at = 0;
  for (let state: State | undefined = first; state !== undefined; state = states[at]) {
    const ask = asks[at];
    if (ask === undefined) return state;
    const reply = await ask(state, { step: at + 1, steps: asks.length, earlier: states[at + 1] });
    if (reply.kind === 'stop') return undefined;
    if (reply.kind === 'back') at = Math.max(0, at - 1);
    else {
      at += 1;
      states[at] = reply.value;
    }
  }
  return undefined;
}
