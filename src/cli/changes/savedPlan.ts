import { type PlannedItem, plannedOver } from '../../core/changes/bulk.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { isAccountId, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import type { Json, JsonObject } from '../../core/model/json.ts';
import { parseRegion } from '../../core/model/regions.ts';
import type { Live } from '../../core/model/resource.ts';
import { validateRequest } from '../../core/schema/validateRequest.ts';
import { UsageError } from '../commandLine.ts';
import type { ErrorView, Prepared, UnmanagedView } from './changeView.ts';

const FORMAT = 'notification-explorer-plan';
const VERSION = 1;

/** A plan as a file. Throws UsageError where it would hold a secret. */
export function savedPlan({ items, unmanaged, errors }: Prepared): JsonObject {
  const changes = items.flatMap(({ intent, planning }) =>
    'plan' in planning && planning.plan !== null ? [{ intent, plan: planning.plan }] : [],
  );
  if (changes.some(({ plan }) => JSON.stringify(plan.request).includes('${secret:'))) {
    throw new UsageError('This plan cannot be saved: it would hold a device token. Apply the document itself.');
  }
  const steps = changes.map(({ intent, plan }) => ({
    source: sourceKey(intent.source),
    accountId: intent.accountId,
    region: intent.region,
    operation: intent.operation,
    request: intent.request as JsonObject,
    base: { ...plan.base },
  }));
  return { format: FORMAT, version: VERSION, steps, unmanaged: plain(unmanaged), errors: plain(errors) };
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** True where a document is a saved plan, of this or another version. */
export function isSavedPlan(value: unknown): value is JsonObject {
  return isObject(value) && value.format === FORMAT;
}

/** What a saved plan says to do, each change over what it was planned over. Throws UsageError where it is damaged. */
export function readSavedPlan(value: JsonObject): Prepared {
  if (value.version !== VERSION) throw new UsageError('The plan was saved by another version. Make it anew.');
  const { steps, unmanaged, errors } = value;
  if (!Array.isArray(steps) || !Array.isArray(unmanaged) || !Array.isArray(errors)) throw damaged();
  return {
    items: steps.map(readStep),
    unmanaged: unmanaged as unknown as readonly UnmanagedView[],
    errors: errors as unknown as readonly ErrorView[],
  };
}

function readStep(step: unknown): PlannedItem {
  if (!isObject(step) || !isObject(step.request) || !isObject(step.base)) throw damaged();
  const source = sourceFromKey(String(step.source));
  const region = parseRegion(String(step.region));
  const accountId = String(step.accountId);
  const write = kindTable.write(String(step.operation))?.write;
  if (source === undefined || region === undefined || !isAccountId(accountId) || write === undefined) throw damaged();
  if (validateRequest(write.name, step.request).length > 0) throw damaged();
  const base = readBase(step.base);
  const intent = { source, accountId, region, operation: write.name, request: step.request, over: base.config };
  return plannedOver(intent, base, kindTable);
}

function readBase({ config, status, updatedBy, updatedAt, facts }: Readonly<Record<string, unknown>>): Live {
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';
  if (typeof status !== 'string' || !isText(updatedBy) || !isText(updatedAt) || !isObject(facts)) throw damaged();
  if (config !== null && !isObject(config)) throw damaged();
  return { config: config as JsonObject | null, status, updatedBy, updatedAt, facts: facts as JsonObject };
}

const damaged = (): UsageError => new UsageError('The saved plan is not what was written there. Make it anew.');
