import type { Intent } from '../../core/changes/change.ts';
import { concurrently } from '../../core/changes/concurrently.ts';
import { kindOf, kindTable } from '../../core/kinds/table.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import { isCancelled } from '../../core/model/errors.ts';
import { type Json, type JsonObject, sameJson } from '../../core/model/json.ts';
import type { Field, OfferedWrite } from '../../core/model/kind.ts';
import { scopeAt } from '../asking/draft.ts';
import { FieldChoices } from '../asking/fieldChoices.ts';
import { requestMember, withMember } from '../asking/fieldQuestions.ts';
import { fieldViews } from '../asking/fieldViews.ts';
import type { LiveResource } from '../manifest/liveResource.ts';
import type { PlanSheet, SheetForm } from '../prompts/prompter.ts';
import type { BulkHost } from './runBulk.ts';

/** Reads under way at once: as many as the limits let through to one service of one account and Region. */
const AT_ONCE = 4;

/** A resource that is to be set, and what the tree knows to be set on it; undefined where that was not read. */
export interface ManyTarget {
  readonly resource: LiveResource;
  readonly config: JsonObject | null | undefined;
}

/**
 * The form for many resources. It shows what all have in common; what differs is left as it is unless a person chooses.
 * Where nothing is set on any, it begins as the form of one does.
 */
export function manyForm(
  { t, lists }: Pick<BulkHost, 't' | 'lists'>,
  operation: OfferedWrite,
  targets: readonly ManyTarget[],
): SheetForm {
  const { fields } = operation;
  const common = fields.map(field => commonValue(field, targets));
  const text = fields.reduce<JsonObject>((all, { path }, index) => {
    const value = common[index];
    return value === undefined || value === DIFFERS ? all : withMember(all, path, value);
  }, {});
  const [first] = targets;
  const choices = new FieldChoices({ t, lists }, message => post(message));
  let post: Parameters<SheetForm['choose']>[1] = () => undefined;
  return {
    fields: fieldViews(operation, t).map((view, index) => {
      const help =
        common[index] === DIFFERS
          ? `${t('Differs between them: stays unchanged unless you choose.')} ${view.help}`
          : view.help;
      return { ...view, help, required: false };
    }),
    text: JSON.stringify(text, null, 2),
    choose: ({ field: path, query, typed }, answer) => {
      post = answer;
      const field = fields.find(one => sameJson([...one.path], path));
      if (field?.live === undefined || first === undefined) {
        answer({ kind: 'choices', query, options: [], done: true, error: null });
      } else choices.ask(field.live, first.resource, query, typed);
    },
    stopChoosing: () => choices.stop(),
  };
}

/** Stands for values that are not the same everywhere, or not known to be. */
const DIFFERS = Symbol('differs');

function commonValue(field: Field, targets: readonly ManyTarget[]): Json | undefined | typeof DIFFERS {
  const values = targets.map(target => valueAt(field, target));
  const [first] = values;
  return values.every(value => value !== DIFFERS && first !== DIFFERS && sameJson(value, first)) ? first : DIFFERS;
}

function valueAt(field: Field, { resource: { kind, name }, config }: ManyTarget): Json | undefined | typeof DIFFERS {
  if (config === undefined) return DIFFERS;
  return config === null ? firstValue(field) : requestMember(asRequest(kind, name, config), field.path);
}

/** What a field begins with where nothing is set. */
const firstValue = ({ input, required, options }: Field): Json | undefined =>
  input === 'choices' && required ? [...(options ?? [])] : undefined;

const asRequest = (kind: LiveResource['kind'], name: string, config: JsonObject): JsonObject =>
  kindTable.setting(kind, name, config).request as JsonObject;

/** The values that were filled in, by the fields' own members; undefined where none was. */
export function filledIn(text: string, { fields }: OfferedWrite): JsonObject | undefined {
  const request = requestInText(text) ?? {};
  const values = fields.flatMap(({ path }): (readonly [string, Json])[] => {
    const value = requestMember(request, path);
    return value === undefined || value === '' ? [] : [[path.at(-1) ?? '', value]];
  });
  return values.length === 0 ? undefined : Object.fromEntries(values);
}

/** What is to be set on a resource. */
export interface ManyValue {
  readonly resource: LiveResource;
  readonly values: JsonObject;
}

/**
 * The changes that set these values and leave all else of each resource as it is, which is read first where something is
 * left: a change is then made only over what was read. Undefined where the person stopped.
 */
export async function settingIntents(
  host: BulkHost,
  sheet: PlanSheet,
  operation: OfferedWrite,
  wanted: readonly ManyValue[],
): Promise<readonly Intent[] | undefined> {
  const { fields } = operation;
  const isWhole = ({ values }: ManyValue): boolean =>
    fields.every(({ path }) => values[path.at(-1) ?? ''] !== undefined);
  if (wanted.every(isWhole)) return wanted.map(({ resource, values }) => settingIntent(resource, values));
  return sheet.busy(host.t('Reading current settings'), async (_say, signal) => {
    const intents: Intent[] = [];
    await concurrently(wanted, AT_ONCE, async ({ resource, values }, index) => {
      const live = await liveConfig(host, resource, signal);
      // What cannot be read is told by its plan, which reads it too.
      if (live === undefined) intents[index] = settingIntent(resource, values);
      else intents[index] = { ...settingIntent(resource, { ...(live ?? beginning(fields)), ...values }), over: live };
    });
    return signal.aborted ? undefined : intents;
  });
}

/** What a config begins with where none is set. */
function beginning(fields: readonly Field[]): JsonObject {
  const values = fields.flatMap((field): (readonly [string, Json])[] => {
    const value = firstValue(field);
    return value === undefined ? [] : [[field.path.at(-1) ?? '', value]];
  });
  return Object.fromEntries(values);
}

/** What is set on a resource now; undefined where that cannot be read. */
async function liveConfig(
  host: BulkHost,
  resource: LiveResource,
  signal: AbortSignal,
): Promise<JsonObject | null | undefined> {
  const { kind, name } = resource;
  try {
    return (await kindOf(kind).live?.(scopeAt(host, resource, signal), name, asRequest(kind, name, {})))?.config;
  } catch (error) {
    if (isCancelled(error)) return undefined;
    host.log.warn('what is set could not be read', error instanceof Error ? error.name : '');
    return undefined;
  }
}

/** The change that sets a config on a resource; null takes away what is set. */
export function settingIntent(
  { source, accountId, region, kind, name }: LiveResource,
  config: JsonObject | null,
): Intent {
  return { source, accountId, region, ...kindTable.setting(kind, name, config) };
}
