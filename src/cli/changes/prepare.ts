import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Intent } from '../../core/changes/change.ts';
import { readRequest } from '../../core/changes/requestDocument.ts';
import { planChange } from '../../core/changes/road.ts';
import type { UnreachedAccount } from '../../core/fleet/fleetAccounts.ts';
import { parseFleetFile } from '../../core/fleet/fleetFile.ts';
import { type FleetRoad, planFleet } from '../../core/fleet/planFleet.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { type AccountSource, type Identity, sourceKey, sourceText } from '../../core/model/account.ts';
import { parseArn } from '../../core/model/arn.ts';
import { asAccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { WriteOperation } from '../../core/model/operations.ts';
import { plainText } from '../../core/model/plainText.ts';
import { CONTROL_PLANE, controlPlaneOf, type Region } from '../../core/model/regions.ts';
import { findingText } from '../../messages/findingText.ts';
import { unreachedText } from '../../messages/fleetText.ts';
import { english } from '../../messages/translate.ts';
import { type CommandIo, UsageError } from '../commandLine.ts';
import { type ErrorView, errorMember, type Prepared, planningErrors, unmanagedView, unreadView } from './changeView.ts';
import type { ChangeOptions } from './options.ts';
import { isSavedPlan, readSavedPlan } from './savedPlan.ts';

/** Reads a file and finds out what it takes to make AWS look so. Changes nothing. Throws UsageError. */
export async function prepare(
  options: ChangeOptions,
  io: CommandIo,
  needs: FleetRoad,
  takesPlans: boolean,
): Promise<Prepared> {
  const text = await textOf(options.file, io);
  const saved = savedIn(text);
  if (saved !== undefined) {
    if (!takesPlans) throw new UsageError(`${plainText(options.file)} is a saved plan: give it to apply.`);
    return readSavedPlan(saved);
  }
  const reading = readRequest(text, options.file, options.name);
  switch (reading.kind) {
    case 'fleet':
      return prepareFleet(text, options, io, needs);
    case 'request':
      return prepareRequest(reading.operation, reading.request, options, io, needs);
    case 'syntax':
      throw new UsageError(`${plainText(options.file)} is not JSON: ${reading.fault} at offset ${reading.offset}.`);
    case 'name-needed':
      throw new UsageError('The document does not name what it is for. Give --name.');
    case 'name-differs':
      throw new UsageError(`The document is for ${plainText(reading.inDocument)}, not for what --name says.`);
    case 'none':
      throw new UsageError(
        `${plainText(options.file)} is neither a request, nor a body, nor a fleet file${reading.found === null ? '' : `, but ${reading.found}`}.`,
      );
    default:
      return reading satisfies never;
  }
}

async function textOf(file: string, io: CommandIo): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${plainText(file)} cannot be read: ${plainText(why)}`);
  }
}

function savedIn(text: string): JsonObject | undefined {
  if (!text.includes('notification-explorer-plan')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isSavedPlan(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function prepareFleet(
  text: string,
  { sources, file }: ChangeOptions,
  io: CommandIo,
  needs: FleetRoad,
): Promise<Prepared> {
  const parsing = parseFleetFile(text, needs.table.rows);
  if (parsing.kind === 'syntax') throw new UsageError(`${plainText(file)} is not JSON: ${parsing.fault}.`);
  const nowhere = { account: { id: null, source: null }, region: null };
  if (parsing.kind === 'invalid') {
    const errors = parsing.findings.map(one => ({ ...nowhere, code: one.rule, message: findingText(one, english) }));
    return { items: [], unmanaged: [], errors };
  }
  const plan = await planFleet(parsing.file, sources, needs, io.stop);
  return {
    items: plan.items,
    unmanaged: plan.unmanaged.map(unmanagedView),
    errors: [
      ...plan.unreached.map(unreachedView),
      ...plan.unread.map(unreadView),
      ...plan.unplanned.flatMap(planningErrors),
    ],
  };
}

function unreachedView(account: UnreachedAccount): ErrorView {
  const { source, accountId, error, reason } = account;
  const view = { id: accountId, source: source === null ? null : sourceText(source) };
  const code = reason === 'duplicate' ? 'duplicate-account' : 'unreachable';
  const told = reason === 'no-answer' && error !== null ? errorMember(error).code : code;
  return { account: view, region: null, code: told, message: unreachedText(account, english) };
}

async function prepareRequest(
  operation: WriteOperation,
  request: JsonObject,
  options: ChangeOptions,
  io: CommandIo,
  needs: FleetRoad,
): Promise<Prepared> {
  const [source, second] = options.sources;
  if (source === undefined || second !== undefined)
    throw new UsageError('A request is for one account: give one --profile.');
  const place = await regionFor(operation, source, options.region, needs);
  const nothing = { items: [], unmanaged: [] };
  let identity: Identity;
  try {
    identity = await needs.gateway.reader(source).identity({ signal: io.stop });
  } catch (error) {
    const account = { id: null, source: sourceText(source) };
    const region = place ?? CONTROL_PLANE;
    return { ...nothing, errors: [{ account, region, ...errorMember(asAccessError(error)) }] };
  }
  const { accountId, arn } = identity;
  const region = place ?? controlPlaneOf(parseArn(arn)?.partition ?? 'aws');
  const asked: Intent = { source, accountId, region, operation, request };
  const planning = await planChange(asked, needs, io.stop);
  const item = { intent: planning.kind === 'planned' ? planning.intent : asked, planning };
  const isItem = planning.kind === 'planned' || planning.kind === 'blocked';
  return { ...nothing, items: isItem ? [item] : [], errors: planningErrors(item) };
}

/** Where it is told, or where the profile is; null for hubs, which each partition administers in one Region. */
async function regionFor(
  operation: WriteOperation,
  source: AccountSource,
  told: Region | null,
  { directory }: FleetRoad,
): Promise<Region | null> {
  if (kindTable.ofOperation(operation).parent === 'account') return null;
  if (told !== null) return told;
  const { sources } = await directory.list();
  const known = sources.find(one => sourceKey(one.source) === sourceKey(source))?.region ?? null;
  if (known === null) throw new UsageError('The Region is not known. Give --region.');
  return known;
}
