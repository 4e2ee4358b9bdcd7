import { arnOf } from '../regions.ts';
import type { EmulatorCall } from '../world.ts';
import type { App, EventStream } from './pinpointDocument.ts';

/** An application as Pinpoint writes it: `tags` in lower case, the date a string. */
export function encodeApp(call: EmulatorCall, id: string, app: App) {
  return {
    Arn: arnOf('mobiletargeting', call.region, call.account, `apps/${id}`),
    CreationDate: app.creationDate ?? '2019-06-01T00:00:00.000Z',
    Id: id,
    Name: app.name,
    tags: app.tags ?? {},
  };
}

/** An event stream as Pinpoint writes it. */
export function encodeStream(id: string, stream: EventStream) {
  return {
    ApplicationId: id,
    DestinationStreamArn: stream.destinationStreamArn,
    ...(stream.externalId === undefined ? {} : { ExternalId: stream.externalId }),
    LastModifiedDate: stream.lastModifiedDate ?? '2019-06-01T00:00:00.000Z',
    LastUpdatedBy: stream.lastUpdatedBy ?? 'root',
    RoleArn: stream.roleArn,
  };
}
