import type { KindDocument } from '../../model/kind.ts';

/** How event streams are written in files. What GetEventStream prints holds more than a stream's configuration. */
export const eventStreamDocument: KindDocument = {
  suffix: 'event-stream',
  bodyFiles: [],
  set: 'PutEventStream',
  unset: 'DeleteEventStream',
  verb: { alone: t => t('Set on app…'), named: (t, name) => t('Set on app {0}…', name) },
  many: { choose: t => t('Choose stream and role…'), remove: t => t('Remove event streams') },
  nameMember: 'ApplicationId',
  bodyMember: 'WriteEventStream',
  output: { member: 'EventStream', keeps: ['DestinationStreamArn', 'RoleArn'] },
  fleet: { key: 'eventStreams', below: 'region', as: 'configs', exportsUnset: false },
  live: true,
};
