import type { Place } from '../../core/model/account.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import { unfitText } from '../../messages/fieldText.ts';
import type { Option, PickQuestion, Reply } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** Asks with a list that AWS gives. Reading it ends with the question. */
export async function pickLive<T>(
  { prompter }: Pick<HostServices, 'prompter'>,
  question: Omit<PickQuestion<T>, 'options'>,
  options: (signal: AbortSignal) => AsyncIterable<readonly Option<T>[]>,
): Promise<Reply<T>> {
  const stop = new AbortController();
  try {
    return await prompter.pick<T>({ ...question, options: options(stop.signal) });
  } finally {
    stop.abort();
  }
}

/** What AWS lists now for a field, as options. */
export async function* choiceOptions(
  { t, lists }: Pick<HostServices, 't' | 'lists'>,
  choice: ChoiceId,
  where: Place,
  signal: AbortSignal,
): AsyncIterable<readonly (Option<string> & { readonly description: string })[]> {
  for await (const page of lists.pages({ choice }, where, signal, true)) {
    yield page.map(({ value, label, description, unfit }) => ({
      value,
      label: plainText(label),
      ...(unfit === undefined
        ? { description: plainText(description) }
        : { description: unfitText(unfit, t), icon: 'warning', unfit: true }),
    }));
  }
}
