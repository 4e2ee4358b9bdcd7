import { app } from '../kinds/app/app.ts';
import { trustOf, trustsPinpoint } from '../kinds/eventStream/trust.ts';
import { flag, objects, optionalFlag, pageToken, text, texts } from '../model/answer.ts';
import { AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import type { ChoiceId } from '../model/kind.ts';
import { pagesOf } from '../model/paging.ts';
import type { Answer } from '../model/ports.ts';
import { HUB_REGIONS, partitionOf, regionsOfPartition } from '../model/regions.ts';
import type { Scope } from '../model/scope.ts';

/** One live value to pick. All texts are AWS's own and not to be trusted as markup. */
export interface Choice {
  /** What goes into the request. */
  readonly value: string;
  readonly label: string;
  readonly description: string;
  /** Why it would not work; absent where nothing is known against it. Such a value comes last. */
  readonly unfit?: Unfit;
}

/** Why a value that AWS lists would not work in its field. */
export type Unfit =
  | 'fifo-topic' // Glacier is not documented to publish to one
  | 'role-trust'; // its trust policy does not let Pinpoint assume it

type Source = (scope: Scope) => AsyncIterable<readonly Choice[]>;

const lastPart = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;
const byArn = (arn: string): Choice => ({ value: arn, label: lastPart(arn), description: arn });

async function* hubRegions(scope: Scope): AsyncIterable<readonly Choice[]> {
  const partition = partitionOf(scope.region);
  // Of the other partitions no list is known; those of the other services guide there.
  const regions = partition === 'aws' ? HUB_REGIONS : regionsOfPartition(partition);
  yield regions.map(region => ({ value: region, label: region, description: '' }));
}

async function* topics(scope: Scope): AsyncIterable<readonly Choice[]> {
  const pages = pagesOf(
    token => scope.read('ListTopics', token === null ? {} : { NextToken: token }),
    answer => pageToken(answer, 'NextToken'),
  );
  for await (const answer of pages) yield objects(answer, 'Topics').map(topic => topicChoice(text(topic, 'TopicArn')));
}

const topicChoice = (arn: string): Choice =>
  arn.endsWith('.fifo') ? { ...byArn(arn), unfit: 'fifo-topic' } : byArn(arn);

async function* roles(scope: Scope): AsyncIterable<readonly Choice[]> {
  const pages = pagesOf(
    marker => scope.read('ListRoles', marker === null ? {} : { Marker: marker }),
    answer => (optionalFlag(answer, 'IsTruncated') === true ? text(answer, 'Marker') : null),
  );
  for await (const answer of pages) yield objects(answer, 'Roles').map(roleChoice);
}

/** The list holds each role's trust policy. One that cannot be read says nothing against the role. */
function roleChoice(role: Answer): Choice {
  const trust = trustOf(role);
  const choice = byArn(text(role, 'Arn'));
  return trust === undefined || trustsPinpoint(trust) ? choice : { ...choice, unfit: 'role-trust' };
}

async function* dataStreams(scope: Scope): AsyncIterable<readonly Choice[]> {
  const pages = pagesOf(
    token => scope.read('ListStreams', token === null ? {} : { NextToken: token }),
    answer => (flag(answer, 'HasMoreStreams') ? text(answer, 'NextToken') : null),
  );
  for await (const answer of pages) {
    yield texts(answer, 'StreamNames').map(name => byArn(streamArn(scope, 'kinesis', `stream/${name}`)));
  }
}

/** Firehose has no page token: the last name shown is where the next page starts. */
async function* deliveryStreams(scope: Scope): AsyncIterable<readonly Choice[]> {
  const names = (answer: Answer) => texts(answer, 'DeliveryStreamNames');
  const pages = pagesOf(
    last => scope.read('ListDeliveryStreams', last === null ? {} : { ExclusiveStartDeliveryStreamName: last }),
    answer => (flag(answer, 'HasMoreDeliveryStreams') ? last(names(answer)) : null),
  );
  for await (const answer of pages) {
    yield names(answer).map(name => byArn(streamArn(scope, 'firehose', `deliverystream/${name}`)));
  }
}

/** Where the page after this one starts; more without any name is no answer. */
function last(names: readonly string[]): string {
  const name = names.at(-1);
  if (name === undefined)
    throw new AccessError('unexpected-answer', 'The answer says that there is more after nothing.');
  return name;
}

async function* apps(scope: Scope): AsyncIterable<readonly Choice[]> {
  for await (const rows of app.list(scope, null)) {
    yield rows.flatMap(({ arn, label, name }) => (arn === null ? [] : [{ value: arn, label, description: name }]));
  }
}

const streamArn = (scope: Scope, service: string, resource: string): string =>
  `arn:${partitionOf(scope.region)}:${service}:${scope.region}:${scope.accountId}:${resource}`;

const SOURCES: Readonly<Record<ChoiceId, readonly Source[]>> = {
  'hub-region': [hubRegions],
  topic: [topics],
  destination: [dataStreams, deliveryStreams],
  role: [roles],
  application: [apps],
};

/**
 * Live values for a field, page by page, and at the end those that would not work. A source that fails does not hide the
 * others: what could be listed comes first, then AccessError is thrown for the first source that failed.
 */
export async function* liveChoices(choice: ChoiceId, scope: Scope): AsyncIterable<readonly Choice[]> {
  const unfit: Choice[] = [];
  let failure: unknown;
  for (const source of SOURCES[choice]) {
    try {
      for await (const page of source(scope)) {
        unfit.push(...page.filter(one => one.unfit !== undefined));
        yield page.filter(one => one.unfit === undefined);
      }
    } catch (error) {
      if (isCancelled(error)) throw error;
      failure ??= asAccessError(error);
    }
  }
  if (unfit.length > 0) yield unfit;
  if (failure !== undefined) throw failure;
}
