import type { KindLint } from '../../src/core/lint/model/kindLint.ts';
import { defineRule } from '../../src/core/lint/model/rule.ts';
import { shape } from '../../src/core/lint/model/shape.ts';
import { AccessError } from '../../src/core/model/errors.ts';
import type { KindExport } from '../../src/core/model/export.ts';
import { type JsonObject, sameJson } from '../../src/core/model/json.ts';
import type { Kind, KindDocument, OfferedWrite } from '../../src/core/model/kind.ts';
import type { ReadOperation, WriteOperation } from '../../src/core/model/operations.ts';
import type { AccountGateway, Answer, Input } from '../../src/core/model/ports.ts';
import type { ChangeableKind, Live, Row } from '../../src/core/model/resource.ts';
import type { Scope } from '../../src/core/model/scope.ts';

/** A name that no type of the product knows. */
const unknownTo = <Name extends string>(name: string): Name => name as Name;

/** The id of a kind that does not exist, and what can be done with it. */
export const ALARM = unknownTo<ChangeableKind>('alarm');
export const PUT_ALARM = unknownTo<WriteOperation>('PutAlarm');
export const DELETE_ALARM = unknownTo<WriteOperation>('DeleteAlarm');
const LIST_ALARMS = unknownTo<ReadOperation>('ListAlarms');

const nameOf = (request: Input): string => String(request.AlarmName ?? '');
const bodyOf = (request: Input): JsonObject => Object(request.Alarm);

async function alarms(scope: Scope): Promise<readonly Row[]> {
  const answer = await scope.read(LIST_ALARMS, {});
  return Object.entries<JsonObject>(Object(answer.Alarms)).map(([name, config]) => ({
    ...{ kind: ALARM, name, label: name, status: 'set', mood: 'ok', config },
    ...{ arn: null, fields: [['AlarmName', name]], notices: [], error: null },
  }));
}

async function liveAlarm(scope: Scope, name: string): Promise<Live> {
  const row = (await alarms(scope)).find(one => one.name === name);
  const found = { config: row?.config ?? null, status: row?.status ?? 'none' };
  return { ...found, updatedBy: null, updatedAt: null, facts: {} };
}

function write(name: WriteOperation, changes: Partial<OfferedWrite>): OfferedWrite {
  return {
    ...{
      name,
      title: () => String(name).replace('Alarm', ' Alarm'),
      help: () => `What ${name} does.`,
      done: (_t, on) => `${name}: ${on}`,
      icon: 'bell',
      effect: 'replace',
    },
    ...{ kind: ALARM, startsFrom: ALARM, fields: [], secrets: [], doneCodes: [] },
    preset: row => (row === null ? {} : { AlarmName: row.name }),
    resourceName: nameOf,
    goal: bodyOf,
    findings: () => [],
    undo: (request, { config }) => {
      const before = { AlarmName: nameOf(request), ...(config === null ? {} : { Alarm: config }) };
      return { kind: 'by', operation: config === null ? DELETE_ALARM : PUT_ALARM, request: before };
    },
    ...changes,
  };
}

const alarmDocument: KindDocument = {
  ...{ suffix: 'alarm', bodyFiles: [], set: PUT_ALARM, unset: DELETE_ALARM },
  verb: { alone: t => t('Raise alarm…'), named: (t, name) => t('Raise alarm {0}…', name) },
  ...{ nameMember: 'AlarmName', bodyMember: 'Alarm' },
  fleet: { key: 'alarms', below: 'region', as: 'configs', exportsUnset: false },
  live: true,
};

/** The row of a kind that does not exist: what every engine must be able to work with. */
export const alarm: Kind = {
  ...{ id: ALARM, label: t => t('Alarm'), plural: t => t('Alarms'), icon: 'bell', service: 'glacier' },
  choose: t => t('Choose an alarm'),
  ...{ parent: 'region', regional: 'glacier', quota: null, listable: true, settling: [], same: sameJson },
  list: async function* (scope) {
    yield await alarms(scope);
  },
  live: liveAlarm,
  verification: { timeoutSeconds: 30, equalReads: 1 },
  inOrderWithin: 'resource',
  consolePage: ({ name }) => `alarms/${name}`,
  operations: [
    write(PUT_ALARM, { fields: [fieldOf('Threshold')] }),
    write(DELETE_ALARM, { effect: 'delete', goal: () => null }),
  ],
  document: alarmDocument,
};

function fieldOf(label: string): OfferedWrite['fields'][number] {
  return {
    path: ['Alarm', label],
    label,
    title: t => t('Level'),
    help: t => t('When it rings.'),
    input: 'text',
    required: true,
  };
}

const body = shape('Alarm', { Threshold: { type: 'string' } }, ['Threshold']);
const members = { AlarmName: { type: 'string' }, Alarm: { type: 'object', shape: body } } as const;
const request = shape('PutAlarm', members, ['AlarmName', 'Alarm']);

/** A rule of its own. */
const quiet = defineRule({
  id: 'alarm/quiet',
  about: ALARM,
  severity: 'warning',
  summary: 'An alarm rings.',
  source: 'experience',
  check(subject, report) {
    if (subject.text('Threshold')?.value === '') report(subject.at('Threshold'));
  },
});

/** What the linter knows of it. */
export const alarmLint: KindLint = {
  ...{ kind: ALARM, service: 'glacier', document: alarmDocument, roles: {}, body },
  recognise: keys =>
    keys.has('Alarm') ? { writtenAs: 'request', shape: request } : { writtenAs: 'body', shape: body },
  keys: ['AlarmName', 'Alarm', 'Threshold'],
  deciding: keys => keys.written('Threshold'),
  operations: { [PUT_ALARM]: request },
  ...{ claimedKeys: [], rules: [quiet] },
};

/** What exports know of it. */
export const alarmExport: KindExport = {
  kind: ALARM,
  cloudFormation: { none: t => t('Too loud.') },
  terraform: {
    ...{ type: 'aws_alarm', evenUnset: false, importId: name => name, beside: [] },
    body: (_name, config) => [{ attribute: 'threshold', value: config?.Threshold ?? null }],
  },
};

/** An account that holds alarms and nothing else, whatever its Region. */
export class AlarmAccount implements AccountGateway {
  readonly alarms = new Map<string, JsonObject>();
  /** True: the next write takes effect, and its answer is lost. */
  loses = false;

  constructor(readonly accountId: string) {}

  reader(source: Parameters<AccountGateway['reader']>[0]) {
    const identity = async () => ({ accountId: this.accountId, arn: `arn:aws:iam::${this.accountId}:root` });
    const endpoint = async () => null;
    return { source, identity, endpoint, server: endpoint, read: (operation: ReadOperation) => this.#read(operation) };
  }

  async openWriter(source: Parameters<AccountGateway['reader']>[0]) {
    const { identity, read } = this.reader(source);
    const write = async (operation: WriteOperation, _region: unknown, input: Input): Promise<Answer> => {
      if (operation === DELETE_ALARM) this.alarms.delete(nameOf(input));
      else this.alarms.set(nameOf(input), bodyOf(input));
      if (this.loses) throw new AccessError('unreachable', 'The connection was lost.', { outcome: 'unknown' });
      return {};
    };
    return { identity: await identity(), server: () => null, read, write, close: () => undefined };
  }

  async #read(operation: ReadOperation): Promise<Answer> {
    if (operation === LIST_ALARMS) return { Alarms: Object.fromEntries(this.alarms) };
    throw new AccessError('refused', `Not scripted: ${operation}`);
  }
}
