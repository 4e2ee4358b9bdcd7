import { isObject } from '../../core/model/answer.ts';
import { parseArn } from '../../core/model/arn.ts';
import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Field } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import { fieldTitle } from '../../messages/fieldText.ts';
import { answer, type Option, onePage, type Question, type Reply, type Typed } from '../prompts/prompter.ts';
import { type AskHost, type Draft, draftTitle, located } from './draft.ts';
import { choiceOptions, pickLive } from './pickLive.ts';
import { requestFault } from './requestFault.ts';
import type { Ask, Frame } from './walk.ts';

/** One question for each field of the write. */
export function fieldQuestions(host: AskHost, fields: readonly Field[]): readonly Ask<Draft>[] {
  return fields.map(field => (draft, frame) => new FieldQuestion(host, field, draft, frame).ask());
}

/** The request with a member set; undefined takes it out. */
export function withMember(
  request: JsonObject,
  [head, ...tail]: readonly string[],
  value: Json | undefined,
): JsonObject {
  if (head === undefined) return request;
  const { [head]: inner, ...rest } = request;
  if (tail.length === 0) return value === undefined ? rest : { ...rest, [head]: value };
  return { ...rest, [head]: withMember(isJsonObject(inner) ? inner : {}, tail, value) };
}

/** A member of a request, or undefined. */
export function requestMember(request: JsonObject, path: readonly string[]): Json | undefined {
  let at: Json | undefined = request;
  for (const step of path) at = isJsonObject(at) ? at[step] : undefined;
  return at;
}

const isJsonObject = (value: Json | undefined): value is JsonObject => isObject(value);

class FieldQuestion {
  constructor(
    readonly host: AskHost,
    readonly field: Field,
    readonly draft: Draft,
    readonly frame: Frame<Draft>,
  ) {}

  ask(): Promise<Reply<Draft>> {
    switch (this.field.input) {
      case 'text':
        return this.field.live === undefined ? this.#askText(false) : this.#askLive();
      case 'secret':
        return this.#askText(true);
      case 'choice':
        return this.#askChoice(this.field.options ?? []);
      case 'choices':
        return this.#askChoices(this.field.options ?? []);
      case 'flag':
        return this.#askFlag();
      default:
        return this.field.input satisfies never;
    }
  }

  get #question(): Question {
    const { help, required } = this.field;
    const title = fieldTitle(this.field, this.host.t);
    const { t } = this.host;
    const { step, steps } = this.frame;
    const prompt = required ? t('{0}: {1}', title, help(t)) : t('{0} (optional): {1}', title, help(t));
    return { step, steps, title: draftTitle(this.draft, t), prompt };
  }

  /** What was answered before, else what is live: in a body the first steps of the field's path are missing. */
  get #before(): Json | undefined {
    const { path } = this.field;
    const { earlier } = this.frame;
    if (earlier !== undefined) return requestMember(earlier.request, path);
    const { before } = this.draft;
    if (before === null) return undefined;
    return path.map((_, index) => requestMember(before, path.slice(index))).find(value => value !== undefined);
  }

  #taken(value: Json | undefined): Reply<Draft> {
    return answer({ ...this.draft, request: withMember(this.draft.request, this.field.path, value) });
  }

  async #fault(value: Json): Promise<string | undefined> {
    const { path } = this.field;
    return requestFault(this.host, this.draft, withMember(this.draft.request, path, value), path);
  }

  async #textFault(text: string): Promise<string | undefined> {
    const { t } = this.host;
    if (text === '') return this.field.required ? t('{0} is required.', fieldTitle(this.field, t)) : undefined;
    return this.#fault(text);
  }

  async #askText(secret: boolean): Promise<Reply<Draft>> {
    const before = this.#before;
    const reply = await this.host.prompter.text({
      ...this.#question,
      secret,
      text: typeof before === 'string' && !secret ? before : '',
      fault: text => this.#textFault(text.trim()),
    });
    if (reply.kind !== 'answer') return reply;
    const text = reply.value.trim();
    return this.#taken(text === '' ? undefined : text);
  }

  async #askLive(): Promise<Reply<Draft>> {
    const before = this.#before;
    const typed = async (text: string): Promise<Typed<string>> => {
      const fault = await this.#textFault(text.trim());
      return fault === undefined ? { kind: 'fits', value: text.trim() } : { kind: 'fault', text: fault };
    };
    const now = typeof before === 'string' ? before : null;
    const reply = await pickLive(this.host, { ...this.#question, typed }, signal => this.#liveOptions(now, signal));
    return reply.kind === 'answer' ? this.#taken(reply.value) : reply;
  }

  /** What is there now comes first, then what AWS lists. */
  async *#liveOptions(now: string | null, signal: AbortSignal): AsyncIterable<readonly Option<string>[]> {
    if (now !== null) {
      const name = parseArn(now)?.resource.split('/').at(-1) ?? now;
      const about = [this.host.t('current value'), ...(name === now ? [] : [plainText(now)])].join(' · ');
      yield [{ label: plainText(name), description: about, icon: 'check', value: now }];
    }
    const place = located(this.draft);
    if (place === undefined || this.field.live === undefined) return;
    for await (const page of choiceOptions(this.host, this.field.live, place, signal)) {
      yield page.filter(({ value }) => value !== now);
    }
  }

  async #askChoice(values: readonly string[]): Promise<Reply<Draft>> {
    const options: Option<string | undefined>[] = values.map(value => ({ label: value, value }));
    if (!this.field.required) options.unshift({ label: this.host.t('Leave out'), value: undefined });
    const reply = await this.host.prompter.pick({ ...this.#question, options: onePage(options) });
    return reply.kind === 'answer' ? this.#taken(reply.value) : reply;
  }

  async #askChoices(values: readonly string[]): Promise<Reply<Draft>> {
    const before = this.#before;
    // Where nothing is set, whoever sets it mostly wants all.
    const isNew = before === undefined && this.field.required;
    const picked = (value: string) => isNew || (Array.isArray(before) && before.includes(value));
    const reply = await this.host.prompter.pickMany({
      ...this.#question,
      options: values.map(value => ({ label: value, value, picked: picked(value) })),
      fault: chosen => this.#fault(chosen),
    });
    return reply.kind === 'answer' ? this.#taken(reply.value) : reply;
  }

  async #askFlag(): Promise<Reply<Draft>> {
    const { t } = this.host;
    const options: Option<boolean | undefined>[] = [
      { label: t('Yes'), value: true },
      { label: t('No'), value: false },
    ];
    if (!this.field.required) options.unshift({ label: t('Leave out'), value: undefined });
    const reply = await this.host.prompter.pick({ ...this.#question, options: onePage(options) });
    return reply.kind === 'answer' ? this.#taken(reply.value) : reply;
  }
}
