import { type PlannedItem, plannedOver } from '../../core/changes/bulk.ts';
import type { Unmanaged } from '../../core/fleet/planFleet.ts';
import { type JsonNode, stringAt } from '../../core/json/tree.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { type AccountSource, isAccountId, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import type { Json, JsonObject } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion, type Region } from '../../core/model/regions.ts';
import type { Live } from '../../core/model/resource.ts';
import { validateRequest } from '../../core/schema/validateRequest.ts';
import { UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import type { Prepared, Problem } from './prepared.ts';

const FORMAT = 'notification-explorer-plan';
const VERSION = 3;

/** A plan as a file. Throws UsageError where it would hold a secret. */
export function savedPlan({ items, unmanaged, problems, file }: Prepared): JsonObject {
  const changes = items.flatMap(({ intent, planning }) =>
    'plan' in planning && planning.plan !== null ? [{ intent, plan: planning.plan }] : [],
  );
  if (changes.some(({ plan }) => JSON.stringify(plan.request).includes('${secret:'))) {
    throw new UsageError(t('This plan can’t be saved because it contains a device token. Apply the document itself.'));
  }
  const steps = changes.map(({ intent, plan }) => ({
    source: sourceKey(intent.source),
    accountId: intent.accountId,
    region: intent.region,
    server: intent.server ?? null,
    operation: intent.operation,
    request: intent.request as JsonObject,
    base: { ...plan.base },
  }));
  return {
    format: FORMAT,
    version: VERSION,
    ...(file === undefined ? {} : { file }),
    steps,
    unmanaged: unmanaged.map(one => ({ ...one, source: sourceKey(one.source) })),
    problems: problems.map(one => ({ ...one, source: one.source === null ? null : sourceKey(one.source) })),
  };
}

/** True where a document is a saved plan, of this or another version. */
export function isSavedPlan(root: JsonNode): boolean {
  return root.type === 'object' && stringAt(root, 'format') === FORMAT;
}

/** What a saved plan says to do, each change over what it was planned over. Throws UsageError where it is damaged. */
export function readSavedPlan(value: Json): Prepared {
  if (!isObject(value) || value.version !== VERSION) {
    throw new UsageError(t('The plan was saved by another version. Plan again.'));
  }
  return {
    items: items(value.steps).map(readStep),
    unmanaged: items(value.unmanaged).map(readUnmanaged),
    problems: items(value.problems).map(readProblem),
    ...(value.file === undefined ? {} : { file: text(value.file) }),
  };
}

type Members = Readonly<Record<string, unknown>>;

function items(list: unknown): readonly Members[] {
  if (!Array.isArray(list) || !list.every(isObject)) throw damaged();
  return list;
}

function readUnmanaged(member: Members): Unmanaged {
  const { kind, config } = member;
  if (typeof kind !== 'string' || !kindTable.isKindId(kind)) throw damaged();
  if (!(config === null || isObject(config))) throw damaged();
  const what = { kind, name: text(member.name), status: text(member.status), config: config as JsonObject };
  return { source: source(member), accountId: accountId(member), region: region(member), ...what };
}

function readProblem(member: Members): Problem {
  return {
    source: member.source === null ? null : source(member),
    accountId: member.accountId === null ? null : accountId(member),
    region: member.region === null ? null : region(member),
    code: text(member.code),
    message: plainText(text(member.message)),
  };
}

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw damaged();
  return value;
};
const text = (value: unknown): string => known(typeof value === 'string' ? value : undefined);
const source = (member: Members): AccountSource => known(sourceFromKey(text(member.source)));
const region = (member: Members): Region => known(parseRegion(text(member.region)));
const accountId = (member: Members): string => known([text(member.accountId)].find(isAccountId));

function readStep(step: Members): PlannedItem {
  if (!isObject(step.request) || !isObject(step.base)) throw damaged();
  const { name } = known(kindTable.offeredWrite(text(step.operation)));
  if (validateRequest(name, step.request).length > 0) throw damaged();
  const base = readBase(step.base);
  const server = step.server === null ? null : text(step.server);
  const where = { source: source(step), accountId: accountId(step), region: region(step), server };
  return plannedOver({ ...where, operation: name, request: step.request, over: base.config }, base, kindTable);
}

function readBase({ config, status, updatedBy, updatedAt, facts }: Members): Live {
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';
  if (typeof status !== 'string' || !isText(updatedBy) || !isText(updatedAt) || !isObject(facts)) throw damaged();
  if (config !== null && !isObject(config)) throw damaged();
  return { config: config as JsonObject | null, status, updatedBy, updatedAt, facts: facts as JsonObject };
}

const damaged = (): UsageError => new UsageError(t('The saved plan is damaged. Plan again.'));
