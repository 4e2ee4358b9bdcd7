import { awsModels } from '../awsModels.ts';
import { type Indexed, indexed } from '../indexed.ts';
import { ALL_REGIONS, arnOf } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { offsetOf, tokenAfter } from '../wire/pages.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import { errorsOf } from '../wire/serviceError.ts';
import {
  anything,
  checked,
  firstFault,
  integer,
  list,
  map,
  object,
  optional,
  type Shape,
  string,
} from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation, EmulatorService } from '../world.ts';
import type { Index } from './explorerDocument.ts';

const statuses = {
  AccessDeniedException: 403,
  ConflictException: 409,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  UnauthorizedException: 401,
  ValidationException: 400,
} as const;
const fail = errorsOf(statuses);

function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  return checked(shape, call.body, problems => fail('ValidationException', firstFault(problems)));
}

const arnOfIndex = (account: string, region: string, { id }: Index): string =>
  arnOf('resource-explorer-2', region, account, `index/${id}`);

/** The indexes of an account with their Regions. */
function indexesOf(call: EmulatorCall): readonly (readonly [region: string, index: Index])[] {
  return [...call.world.resourceExplorer.all()].flatMap(([account, region, { index }]) =>
    account !== call.account || index === undefined ? [] : [[region, index] as const],
  );
}

/** Ready at once; AWS takes up to two days to have all that was there before. */
function make(call: EmulatorCall, madeBySearch: boolean): Index {
  const index = { id: call.ids.uuid(), type: 'LOCAL', createdAt: call.now.toISOString() } as const;
  const made = madeBySearch ? { ...index, madeBySearch } : index;
  call.world.resourceExplorer.open(call.account, call.region).index = made;
  return made;
}

const createIndex: EmulatorOperation = {
  name: 'CreateIndex',
  effect: 'write',
  run(call) {
    inputOf(object({ ClientToken: optional(string()), Tags: optional(map(anything)) }), call);
    if (call.world.resourceExplorer.peek(call.account, call.region).index !== undefined) {
      throw fail('ConflictException', 'An index already exists in this Region.');
    }
    const index = make(call, false);
    return {
      body: { Arn: arnOfIndex(call.account, call.region, index), State: 'CREATING', CreatedAt: index.createdAt },
    };
  },
};

/** @throws {ServiceError} ResourceNotFoundException where the ARN names no index of this Region */
function indexNamed(call: EmulatorCall, arn: string): Index {
  const { index } = call.world.resourceExplorer.peek(call.account, call.region);
  if (index !== undefined && arnOfIndex(call.account, call.region, index) === arn) return index;
  throw fail('ResourceNotFoundException', 'The index does not exist.');
}

const deleteIndex: EmulatorOperation = {
  name: 'DeleteIndex',
  effect: 'write',
  run(call) {
    const { Arn } = inputOf(object({ Arn: string({ min: 1 }) }), call);
    indexNamed(call, Arn);
    call.world.resourceExplorer.open(call.account, call.region).index = undefined;
    return { body: { Arn, State: 'DELETING', LastUpdatedAt: call.now.toISOString() } };
  },
};

const updateIndexType: EmulatorOperation = {
  name: 'UpdateIndexType',
  effect: 'write',
  run(call) {
    const shape = object({ Arn: string({ min: 1 }), Type: string({ oneOf: ['AGGREGATOR', 'LOCAL'] }) });
    const { Arn, Type } = inputOf(shape, call);
    const index = indexNamed(call, Arn);
    const others = indexesOf(call).filter(([region]) => region !== call.region);
    if (Type === 'AGGREGATOR' && others.some(([, other]) => other.type === 'AGGREGATOR')) {
      throw fail('ServiceQuotaExceededException', 'An account has one aggregator index at most.');
    }
    call.world.resourceExplorer.open(call.account, call.region).index = { ...index, type: Type };
    return { body: { Arn, Type, State: 'UPDATING', LastUpdatedAt: call.now.toISOString() } };
  },
};

/** @throws {ServiceError} ValidationException for a token that is none of ours */
function pageOf<T>(all: readonly T[], limit: number, token: string | undefined) {
  const from = offsetOf(token, () => fail('ValidationException', 'The NextToken is not valid.'));
  const NextToken = tokenAfter(from + limit, all.length);
  return { items: all.slice(from, from + limit), next: NextToken === undefined ? {} : { NextToken } };
}

/** All indexes of the account, from whichever Region they are asked for. */
const listIndexes: EmulatorOperation = {
  name: 'ListIndexes',
  effect: 'read',
  run(call) {
    const input = inputOf(
      object({
        Type: optional(string({ oneOf: ['AGGREGATOR', 'LOCAL'] })),
        Regions: optional(list(string(), { max: 20 })),
        MaxResults: optional(integer({ min: 1, max: 100 })),
        NextToken: optional(string({ min: 1, max: 2048 })),
      }),
      call,
    );
    const all = indexesOf(call)
      .filter(([region, { type }]) => (input.Type ?? type) === type && (input.Regions ?? [region]).includes(region))
      .map(([region, index]) => ({ Arn: arnOfIndex(call.account, region, index), Region: region, Type: index.type }))
      .sort((a, b) => (a.Region < b.Region ? -1 : 1));
    const { items, next } = pageOf(all, input.MaxResults ?? 100, input.NextToken);
    return { body: { Indexes: items, ...next } };
  },
};

/** The words of a query that look at a member, with how they find their values in a resource. */
const FILTERS: Readonly<Record<string, (one: Indexed) => string>> = {
  accountid: ({ account }) => account,
  id: ({ arn }) => arn,
  region: ({ region }) => region,
  resourcetype: ({ explorerType = '' }) => explorerType,
  service: ({ explorerType = '' }) => explorerType.split(':')[0] ?? '',
};

/** True where a resource fits one word of a query; a word without a filter is looked for in its ARN. */
function fitsWord(word: string, one: Indexed): boolean {
  const [, not = '', name = '', values = ''] = /^(-?)([a-z]+):(.+)$/i.exec(word) ?? [];
  const member = FILTERS[name.toLowerCase()];
  if (member === undefined) return one.arn.toLowerCase().includes(word.toLowerCase());
  const found = values.toLowerCase().split(',').includes(member(one).toLowerCase());
  return not === '' ? found : !found;
}

/** No search gives more, however many pages are asked for. */
const MAX_FOUND = 1_000;

/**
 * Finds what the index of this Region holds. Where there is none, AWS makes one, with the role that it needs, for a caller
 * who may make that role; what it answers meanwhile is not documented: here it is an empty list.
 */
const search: EmulatorOperation = {
  name: 'Search',
  // A read to AWS too, whatever it makes.
  effect: 'read',
  run(call) {
    const input = inputOf(
      object({
        QueryString: string({ max: 1280 }),
        MaxResults: optional(integer({ min: 1, max: 1000 })),
        ViewArn: optional(string({ max: 1000 })),
        NextToken: optional(string({ min: 1, max: 2048 })),
      }),
      call,
    );
    const { index = make(call, true), lagSeconds = 0 } = call.world.resourceExplorer.peek(call.account, call.region);
    const indexedRegions = new Set(
      index.type === 'AGGREGATOR' ? indexesOf(call).map(([region]) => region) : [call.region],
    );
    const latest = call.now.getTime() - lagSeconds * 1000;
    const words = input.QueryString.split(/\s+/).filter(word => word !== '');
    const all = [...indexed(call.world)].filter(
      one =>
        one.account === call.account &&
        one.explorerType !== undefined &&
        indexedRegions.has(one.region) &&
        one.createdAt <= latest &&
        index.madeBySearch !== true &&
        words.every(word => fitsWord(word, one)),
    );
    const { items, next } = pageOf(all.slice(0, MAX_FOUND), input.MaxResults ?? 100, input.NextToken);
    const Resources = items.map(({ account, region, explorerType = '', arn }) => ({
      Arn: arn,
      OwningAccountId: account,
      Region: region,
      ResourceType: explorerType,
      Service: explorerType.split(':')[0],
      LastReportedAt: new Date(latest).toISOString(),
      Properties: [],
    }));
    const Count = { TotalResources: Math.min(all.length, MAX_FOUND), Complete: all.length <= MAX_FOUND };
    const ViewArn = arnOf('resource-explorer-2', call.region, call.account, `view/all-resources/${index.id}`);
    return { body: { Resources, Count, ViewArn, ...next } };
  },
};

const operations = [createIndex, deleteIndex, listIndexes, search, updateIndexType];
const codes = { ...jsonCodes, internal: ['InternalServerException', 500] } as const;

/** AWS Resource Explorer, 2022-07-28, over one account; everything is in its default view. */
export const resourceExplorer: EmulatorService = {
  name: 'resource-explorer-2',
  signingName: 'resource-explorer-2',
  regions: ALL_REGIONS,
  protocol: restJson(operations, awsModels['resource-explorer-2']),
  operations,
  recognises: request => operations.some(({ name }) => request.path === `/${name}`),
  errors: commonErrors(codes),
  statuses: { ...awsModels['resource-explorer-2'].errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'Message' }, error, requestId),
  maxBodyBytes: 1024 * 1024,
};
