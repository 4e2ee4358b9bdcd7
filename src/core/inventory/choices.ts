import { app } from '../kinds/app/app.ts';
import { objects, pageToken, text, texts } from '../model/answer.ts';
import { asAccessError, isCancelled } from '../model/errors.ts';
import type { ChoiceId, Scope } from '../model/kind.ts';
import type { Answer } from '../model/ports.ts';
import { HUB_REGIONS, partitionOf } from '../model/regions.ts';

/** One live value to pick. All texts are AWS's own and not to be trusted as markup. */
export interface Choice {
  /** What goes into the request. */
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

type Source = (scope: Scope) => AsyncIterable<readonly Choice[]>;

const lastPart = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;
const byArn = (arn: string): Choice => ({ value: arn, label: lastPart(arn), description: arn });

async function* hubRegions(): AsyncIterable<readonly Choice[]> {
  yield HUB_REGIONS.map(region => ({ value: region, label: region, description: '' }));
}

async function* topics(scope: Scope): AsyncIterable<readonly Choice[]> {
  let token: string | null = null;
  do {
    const answer: Answer = await scope.read('ListTopics', token === null ? {} : { NextToken: token });
    yield objects({ Topics: answer.Topics ?? [] }, 'Topics').map(topic => byArn(text(topic, 'TopicArn')));
    token = advanced(token, pageToken(answer, 'NextToken'));
  } while (token !== null);
}

async function* roles(scope: Scope): AsyncIterable<readonly Choice[]> {
  let marker: string | null = null;
  do {
    const answer: Answer = await scope.read('ListRoles', marker === null ? {} : { Marker: marker });
    yield objects(answer, 'Roles').map(role => byArn(text(role, 'Arn')));
    marker = answer.IsTruncated === true ? advanced(marker, pageToken(answer, 'Marker')) : null;
  } while (marker !== null);
}

async function* dataStreams(scope: Scope): AsyncIterable<readonly Choice[]> {
  let token: string | null = null;
  do {
    const answer: Answer = await scope.read('ListStreams', token === null ? {} : { NextToken: token });
    yield texts(answer, 'StreamNames').map(name => byArn(streamArn(scope, 'kinesis', `stream/${name}`)));
    token = answer.HasMoreStreams === true ? advanced(token, pageToken(answer, 'NextToken')) : null;
  } while (token !== null);
}

/** Firehose has no page token: the last name shown is where the next page starts. */
async function* deliveryStreams(scope: Scope): AsyncIterable<readonly Choice[]> {
  let last: string | null = null;
  do {
    const start = last === null ? {} : { ExclusiveStartDeliveryStreamName: last };
    const answer: Answer = await scope.read('ListDeliveryStreams', start);
    const names = texts(answer, 'DeliveryStreamNames');
    yield names.map(name => byArn(streamArn(scope, 'firehose', `deliverystream/${name}`)));
    last = answer.HasMoreDeliveryStreams === true ? advanced(last, names.at(-1) ?? null) : null;
  } while (last !== null);
}

async function* apps(scope: Scope): AsyncIterable<readonly Choice[]> {
  for await (const rows of app.list(scope, null)) {
    yield rows.flatMap(({ arn, label, name }) => (arn === null ? [] : [{ value: arn, label, description: name }]));
  }
}

const advanced = (before: string | null, next: string | null): string | null => (next === before ? null : next);

const streamArn = (scope: Scope, service: string, resource: string): string =>
  `arn:${partitionOf(scope.region)}:${service}:${scope.region}:${scope.accountId}:${resource}`;

const SOURCES: Readonly<Record<ChoiceId, readonly Source[]>> = {
  'hub-region': [hubRegions],
  topic: [topics],
  destination: [dataStreams, deliveryStreams],
  role: [roles],
  app: [apps],
};

/**
 * Live values for a field, page by page. A source that fails does not hide the others: what could be listed comes
 * first, then AccessError is thrown for the first source that failed.
 */
export async function* liveChoices(choice: ChoiceId, scope: Scope): AsyncIterable<readonly Choice[]> {
  let failure: unknown;
  for (const source of SOURCES[choice]) {
    try {
      yield* source(scope);
    } catch (error) {
      if (isCancelled(error)) throw error;
      failure ??= asAccessError(error);
    }
  }
  if (failure !== undefined) throw failure;
}
