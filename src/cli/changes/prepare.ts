import { close, constants, fstat, open, readFile } from 'node:fs';
import { Socket } from 'node:net';
import { basename, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { promisify } from 'node:util';
import type { Intent } from '../../core/changes/change.ts';
import { requestIn } from '../../core/changes/requestDocument.ts';
import { planChange } from '../../core/changes/road.ts';
import { duplicateFindings, type FleetFile, type FleetParsing, fleetIn } from '../../core/fleet/fleetFile.ts';
import { type FleetRoad, planFleet } from '../../core/fleet/planFleet.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { Positions } from '../../core/lint/positions.ts';
import { type AccountSource, type Identity, sourceKey, sourceText } from '../../core/model/account.ts';
import { parseArn } from '../../core/model/arn.ts';
import { asAccessError } from '../../core/model/errors.ts';
import { finding } from '../../core/model/finding.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { WriteOperation } from '../../core/model/operations.ts';
import { plainText } from '../../core/model/plainText.ts';
import { CONTROL_PLANE, controlPlaneOf, partitionOf, type Region } from '../../core/model/regions.ts';
import { findingText } from '../../messages/findingText.ts';
import { type CommandIo, noSuchFile, UsageError, utf16Of } from '../commandLine.ts';
import { t } from '../language.ts';
import type { ChangeOptions } from './options.ts';
import {
  errorProblem,
  fileProblem,
  type Prepared,
  planningProblems,
  unreachedProblem,
  unreadProblem,
} from './prepared.ts';
import { isSavedPlan, readSavedPlan } from './savedPlan.ts';

/**
 * Reads a file and finds out what it takes to make AWS look so: read as strictly as it is linted, since a file that names a
 * member twice leaves open which one is meant. Changes nothing. Throws UsageError.
 */
export async function prepare(
  options: ChangeOptions,
  io: CommandIo,
  road: FleetRoad,
  takesPlans: boolean,
): Promise<Prepared> {
  const text = await textOf(options.file, io);
  const parsed = parseJson(text, !/\.json$/i.test(options.file));
  const { root, fault } = parsed;
  if (root !== undefined && isSavedPlan(root)) {
    if (!takesPlans) throw new UsageError(t('{0} is a saved plan: use it with apply.', plainText(options.file)));
    if (fault !== undefined) throw notJson(options.file, text, { fault: fault.fault, offset: fault.range.start });
    return ofSources(readSavedPlan(jsonValue(root, text)), options);
  }
  const reading = requestIn(parsed, text, options.file, options.name);
  switch (reading.type) {
    case 'fleet': {
      const parsing = fleetIn(parsed, text, road.table.rows);
      if (parsing.kind === 'syntax') throw notJson(options.file, text, parsing);
      return prepareFleet(parsing, options, io, road);
    }
    case 'request': {
      const ambiguous = duplicateFindings(parsed);
      if (ambiguous.length > 0) return { items: [], unmanaged: [], problems: ambiguous.map(fileProblem) };
      return prepareRequest(reading.operation, reading.request, options, io, road);
    }
    case 'syntax':
      throw notJson(options.file, text, reading);
    case 'name-needed':
      throw new UsageError(t('The document does not name its resource. Use --name.'));
    case 'name-differs':
      throw new UsageError(t('The document is for {0}, not for the --name given.', plainText(reading.inDocument)));
    case 'none':
      throw new UsageError(
        reading.kind === null
          ? t('{0} is neither a request, nor a body, nor a fleet file.', plainText(options.file))
          : t(
              '{0} is neither a request, nor a body, nor a fleet file, but {1}.',
              plainText(options.file),
              reading.kind,
            ),
      );
    default:
      return reading satisfies never;
  }
}

async function textOf(file: string, io: CommandIo): Promise<string> {
  try {
    return await readToEnd(resolve(io.cwd, file), io.stop);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new UsageError(noSuchFile(file));
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(t('{0} cannot be read: {1}', plainText(file), plainText(why)));
  }
}

/** Without waiting for a pipe's other end, in which no signal would end the process. Windows knows no such flag. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What a file holds, or what comes through a pipe, such as a shell makes of `<(…)`, until it ends or the signal aborts. */
async function readToEnd(path: string, signal: AbortSignal): Promise<string> {
  const descriptor = await promisify(open)(path, READING);
  const found = await promisify(fstat)(descriptor);
  if (found.isFIFO()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of addAbortSignal(signal, new Socket({ fd: descriptor }))) chunks.push(chunk);
    return decoded(Buffer.concat(chunks));
  }
  try {
    if (!found.isFile()) throw new Error('it is a folder or a device');
    return decoded(await promisify(readFile)(descriptor));
  } finally {
    await promisify(close)(descriptor);
  }
}

/** A text in UTF-8, whose mark is kept, or in UTF-16. */
function decoded(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  return new TextDecoder(utf16 ?? 'utf-8', { ignoreBOM: utf16 === undefined }).decode(bytes);
}

type Syntax = Extract<FleetParsing, { readonly kind: 'syntax' }>;

function notJson(file: string, text: string, { fault, offset }: Pick<Syntax, 'fault' | 'offset'>): UsageError {
  const { line, character } = new Positions(text).at(offset);
  const said = findingText(finding('document/syntax', 'error', { fault }), t);
  return new UsageError(
    t('{0}:{1}:{2} is not valid JSON. {3}', plainText(file), `${line + 1}`, `${character + 1}`, said),
  );
}

/**
 * A saved plan, confined to the profiles given, if any are: those that it was made with, or they are refused. Where its
 * changes go, it says itself. Throws UsageError.
 */
function ofSources(saved: Prepared, { sources, isConfined, region, name }: ChangeOptions): Prepared {
  if (region !== null)
    throw new UsageError(t('--region can’t be used with a saved plan, which names the Region of each change.'));
  if (name !== undefined)
    throw new UsageError(t('--name can’t be used with a saved plan, which names the resource of each change.'));
  if (!isConfined) return saved;
  const planned = new Set(saved.items.map(({ intent }) => sourceKey(intent.source)));
  const other = sources.find(one => !planned.has(sourceKey(one)));
  if (other !== undefined) throw new UsageError(t('The plan was not made with {0}.', sourceText(other)));
  const wanted = new Set(sources.map(sourceKey));
  const isWanted = (source: AccountSource | null): boolean => source === null || wanted.has(sourceKey(source));
  return {
    ...saved,
    items: saved.items.filter(({ intent }) => isWanted(intent.source)),
    unmanaged: saved.unmanaged.filter(({ source }) => isWanted(source)),
    problems: saved.problems.filter(({ source }) => isWanted(source)),
  };
}

/**
 * A fleet file says itself where everything is and what it is called: an option may only say the same. What it says whole,
 * such as all hubs of an account, no name stands for, and it is where the partition is administered. Throws UsageError.
 */
function refuseContradiction({ accounts }: FleetFile, { region, name }: ChangeOptions): void {
  const sets = accounts.flatMap(one => one.sets);
  const there = accounts.flatMap(one => one.regions);
  const names = there.flatMap(({ parts }) => parts.flatMap(({ wanted }) => [...wanted.keys()]));
  const agrees = (all: readonly string[], told: string): boolean => all.length > 0 && all.every(one => one === told);
  if (region !== null) {
    const home = controlPlaneOf(partitionOf(region));
    if (!agrees([...sets.map(() => home), ...there.map(one => one.region)], region))
      throw new UsageError(t('--region can’t be used with a fleet file, which names its Regions.'));
  }
  if (name !== undefined && (sets.length > 0 || !agrees(names, name)))
    throw new UsageError(t('--name can’t be used with a fleet file, which names its resources.'));
}

async function prepareFleet(
  parsing: Exclude<FleetParsing, Syntax>,
  options: ChangeOptions,
  io: CommandIo,
  road: FleetRoad,
): Promise<Prepared> {
  if (parsing.kind === 'invalid') {
    return { items: [], unmanaged: [], problems: parsing.findings.map(fileProblem) };
  }
  refuseContradiction(parsing.file, options);
  const { sources, isConfined } = options;
  const plan = await planFleet(parsing.file, sources, { ...road, isConfined }, io.stop);
  const { items, unmanaged, unreached, unread, unplanned } = plan;
  const problems = [...unreached.map(unreachedProblem), ...unread.map(unreadProblem)];
  // What a shell makes of a pipe has a path, and no name.
  const named = /^\/(?:dev\/(?:fd|stdin)|proc)(?:\/|$)/.test(options.file) ? {} : { file: basename(options.file) };
  return { items, unmanaged, problems: [...problems, ...unplanned.flatMap(planningProblems)], ...named };
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
    throw new UsageError(t('A request is for one account: use only one --profile.'));
  const inDocument = kindTable.write(operation)?.write.resourceName(request);
  if (options.name !== undefined && inDocument !== options.name)
    throw new UsageError(t('--name can’t be used here: the document names its resource.'));
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

/**
 * Where it is told, or where the profile is; null for hubs, which each partition administers in one Region. Throws
 * UsageError where that is another than told.
 */
async function regionFor(
  operation: WriteOperation,
  source: AccountSource,
  told: Region | null,
  { directory }: Pick<FleetRoad, 'directory'>,
): Promise<Region | null> {
  if (kindTable.ofOperation(operation).parent === 'account') {
    const home = controlPlaneOf(told === null ? 'aws' : partitionOf(told));
    if (told === null || told === home) return null;
    throw new UsageError(t('--region can’t be used here: hubs are managed in {0}, whatever their Region.', home));
  }
  if (told !== null) return told;
  const { sources } = await directory.list();
  const known = sources.find(one => sourceKey(one.source) === sourceKey(source))?.region ?? null;
  if (known === null) throw new UsageError(t('The Region is not known. Use --region.'));
  return known;
}
