import { kindOf, kindOfOperation } from '../../core/kinds/table.ts';
import { sourceText } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { OfferedRead } from '../../core/model/kind.ts';
import { pagesOf } from '../../core/model/paging.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Answer, Input } from '../../core/model/ports.ts';
import type { Read } from '../../core/model/scope.ts';
import type { Translate } from '../../core/model/translate.ts';
import { errorLine } from '../../messages/errorText.ts';
import { type Located, scopeAt } from '../asking/draft.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** What showing an answer uses of the window. */
type AnswerHost = Pick<
  HostServices,
  't' | 'prompter' | 'aws' | 'state' | 'workbench' | 'log' | 'trust' | 'attempt' | 'signIn'
>;

/** Asks AWS and shows its answer as JSON; says what it means where AWS answers that there is nothing. */
export async function showAnswer(host: AnswerHost, draft: Located, operation: OfferedRead): Promise<void> {
  const { t, prompter, workbench } = host;
  let stopped: AbortSignal | undefined;
  try {
    const answer = await prompter.busy(operation.title(t), async (_say, signal) => {
      stopped = signal;
      return wholeAnswer(scopeAt(host, draft, signal).read, operation.name, draft.request);
    });
    await workbench.showAnswer(addressOf(draft), answer);
  } catch (error) {
    if (stopped?.aborted === true) return;
    if (error instanceof AccessError && error.code === 'not-found' && (await nothingSet(host, draft))) {
      prompter.tell('information', t('{0}: not set. {1}', operation.name, nameOf(draft, t)));
      return;
    }
    prompter.tell('error', errorLine(error, t), nextSteps(host, error, draft));
  }
}

/** What an answer is told apart by: the same question again has the same. */
const addressOf = ({ source, accountId, region, operation, target }: Located): readonly string[] => [
  ...[sourceText(source), accountId, region],
  `${operation.name}${target === null ? '' : ` ${target.name}`}.json`,
];

/** Pages of an answer as one: lists of later pages are put behind those of the first. */
async function wholeAnswer(read: Read, operation: OfferedRead['name'], input: Input): Promise<Answer> {
  let whole: Record<string, unknown> | undefined;
  const pages = pagesOf(
    token => read(operation, token === null ? input : { ...input, NextToken: token }),
    ({ NextToken: token }) => (typeof token === 'string' && token !== '' ? token : null),
  );
  for await (const { NextToken: _token, $metadata: _metadata, ...page } of pages) {
    whole = whole === undefined ? page : withLists(whole, page);
  }
  return whole ?? {};
}

function withLists(whole: Answer, page: Answer): Record<string, unknown> {
  const lists = Object.entries(page).flatMap(([member, value]) => {
    const before = whole[member];
    return Array.isArray(value) && Array.isArray(before) ? [[member, [...before, ...value]] as const] : [];
  });
  return { ...whole, ...Object.fromEntries(lists) };
}

/** True where the thing asked about is there, and nothing is set on it: AWS answers 404 for both. */
async function nothingSet(host: AnswerHost, draft: Located): Promise<boolean> {
  const { live } = kindOfOperation(draft.operation.name);
  if (live === undefined || draft.target === null) return false;
  try {
    const { config } = await live(scopeAt(host, draft), draft.target.name, draft.request);
    return config === null;
  } catch {
    return false; // the first error says it better
  }
}

const nameOf = ({ target }: Located, t: Translate): string => {
  if (target === null) return '';
  const named = target.label === target.name ? target.name : `${target.label} (${target.name})`;
  return plainText(`${kindOf(target.kind).label(t)} ${named}.`);
};

function nextSteps(host: AnswerHost, error: unknown, { source }: Located): readonly NextStep[] {
  const { t, log, attempt } = host;
  const signIn = { label: t('Sign In…'), run: () => attempt(() => host.signIn(source)) };
  const showLog = { label: t('Show Log'), run: () => log.show() };
  return error instanceof AccessError && error.code === 'sign-in-needed' ? [signIn, showLog] : [showLog];
}
