import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Intent } from '../../core/changes/change.ts';
import { requestIn } from '../../core/changes/requestDocument.ts';
import { planChange } from '../../core/changes/road.ts';
import { type FleetParsing, fleetIn } from '../../core/fleet/fleetFile.ts';
import { type FleetRoad, planFleet } from '../../core/fleet/planFleet.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { type AccountSource, type Identity, sourceKey } from '../../core/model/account.ts';
import { parseArn } from '../../core/model/arn.ts';
import { asAccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { WriteOperation } from '../../core/model/operations.ts';
import { plainText } from '../../core/model/plainText.ts';
import { CONTROL_PLANE, controlPlaneOf, type Region } from '../../core/model/regions.ts';
import { type CommandIo, UsageError } from '../commandLine.ts';
import type { ChangeOptions } from './options.ts';
import {
  errorProblem,
  findingProblem,
  type Prepared,
  planningProblems,
  unreachedProblem,
  unreadProblem,
} from './prepared.ts';
import { isSavedPlan, readSavedPlan } from './savedPlan.ts';

/** Reads a file and finds out what it takes to make AWS look so. Changes nothing. Throws UsageError. */
export async function prepare(
  options: ChangeOptions,
  io: CommandIo,
  road: FleetRoad,
  takesPlans: boolean,
): Promise<Prepared> {
  const text = await textOf(options.file, io);
  const parsed = parseJson(text, true);
  const { root } = parsed;
  if (root !== undefined && isSavedPlan(root)) {
    if (!takesPlans) throw new UsageError(`${plainText(options.file)} is a saved plan: give it to apply.`);
    return readSavedPlan(jsonValue(root, text));
  }
  const reading = requestIn(parsed, text, options.file, options.name);
  switch (reading.kind) {
    case 'fleet':
      return prepareFleet(fleetIn(parsed, text, road.table.rows), options, io, road);
    case 'request':
      return prepareRequest(reading.operation, reading.request, options, io, road);
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

async function prepareFleet(
  parsing: FleetParsing,
  { sources, file }: ChangeOptions,
  io: CommandIo,
  road: FleetRoad,
): Promise<Prepared> {
  if (parsing.kind === 'syntax') throw new UsageError(`${plainText(file)} is not JSON: ${parsing.fault}.`);
  if (parsing.kind === 'invalid') {
    const nowhere = { source: null, accountId: null, region: null };
    return { items: [], unmanaged: [], problems: parsing.findings.map(one => findingProblem(nowhere, one)) };
  }
  const { items, unmanaged, unreached, unread, unplanned } = await planFleet(parsing.file, sources, road, io.stop);
  const problems = [...unreached.map(unreachedProblem), ...unread.map(unreadProblem)];
  return { items, unmanaged, problems: [...problems, ...unplanned.flatMap(planningProblems)] };
}

async function prepareRequest(
  operation: WriteOperation,
  request: JsonObject,
  options: ChangeOptions,
  io: CommandIo,
  road: FleetRoad,
): Promise<Prepared> {
  const [source, second] = options.sources;
  if (source === undefined || second !== undefined)
    throw new UsageError('A request is for one account: give one --profile.');
  const told = await regionFor(operation, source, options.region, road);
  let identity: Identity;
  try {
    identity = await road.gateway.reader(source).identity({ signal: io.stop });
  } catch (error) {
    const where = { source, accountId: null, region: told ?? CONTROL_PLANE };
    return { items: [], unmanaged: [], problems: [errorProblem(where, asAccessError(error))] };
  }
  const { accountId, arn } = identity;
  const region = told ?? controlPlaneOf(parseArn(arn)?.partition ?? 'aws');
  const asked: Intent = { source, accountId, region, operation, request };
  const planning = await planChange(asked, road, io.stop);
  const item = { intent: planning.kind === 'planned' ? planning.intent : asked, planning };
  const isItem = planning.kind === 'planned' || planning.kind === 'blocked';
  return { items: isItem ? [item] : [], unmanaged: [], problems: planningProblems(item) };
}

/** Where it is told, or where the profile is; null for hubs, which each partition administers in one Region. */
async function regionFor(
  operation: WriteOperation,
  source: AccountSource,
  told: Region | null,
  { directory }: Pick<FleetRoad, 'directory'>,
): Promise<Region | null> {
  if (kindTable.ofOperation(operation).parent === 'account') return null;
  if (told !== null) return told;
  const { sources } = await directory.list();
  const known = sources.find(one => sourceKey(one.source) === sourceKey(source))?.region ?? null;
  if (known === null) throw new UsageError('The Region is not known. Give --region.');
  return known;
}
