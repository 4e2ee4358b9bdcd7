import { roleWithArn } from '../iam/checks.ts';
import { object, type Problem, type Shape, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { App, EventStream } from './pinpointDocument.ts';

/** The body of a request. @throws {ServiceError} BadRequestException */
export function bodyOf<T>(shape: Shape<T>, body: unknown): T {
  const problems: Problem[] = [];
  const parsed = shape.parse(body ?? {}, '', problems);
  if (parsed !== undefined) return parsed;
  const problem = problems[0];
  throw fail('BadRequestException', `${problem?.path ?? ''}: ${problem?.rule ?? 'is not valid'}`);
}

/** The application a call is about. @throws {ServiceError} NotFoundException */
export function appOf(call: EmulatorCall): { readonly id: string; readonly app: App } {
  const id = call.labels['application-id'] ?? '';
  const app = call.world.pinpoint.peek(call.account, call.region).apps.get(id);
  if (app === undefined) throw fail('NotFoundException', 'Resource not found');
  return { id, app };
}

/** The application's stream. @throws {ServiceError} NotFoundException, with the same text as for no application */
export function streamOf(call: EmulatorCall): { readonly id: string; readonly app: App; readonly stream: EventStream } {
  const { id, app } = appOf(call);
  if (app.eventStream === undefined) throw fail('NotFoundException', 'Resource not found');
  return { id, app, stream: app.eventStream };
}

const writeEventStream = object({ DestinationStreamArn: string({ min: 1 }), RoleArn: string({ min: 1 }) });

const DESTINATION =
  /^arn:aws[a-z-]*:(?:(?<service>kinesis):(?<kinesisRegion>[a-z0-9-]+):(?<kinesisAccount>\d{12}):stream\/(?<stream>[A-Za-z0-9_.-]{1,128})|firehose:(?<region>[a-z0-9-]+):(?<account>\d{12}):deliverystream\/(?<delivery>[A-Za-z0-9_.-]{1,64}))$/;
const ROLE = /^arn:aws[a-z-]*:iam::(?<account>\d{12}):role\/(?:[!-~]+\/)?[\w+=,.@-]{1,64}$/;

/**
 * The stream and role of a PutEventStream.
 * @throws {ServiceError} BadRequestException for a malformed ARN, a stream or role that is known not to exist, and a
 * role that Pinpoint can't assume
 */
export function newStreamOf(call: EmulatorCall): { readonly destinationStreamArn: string; readonly roleArn: string } {
  const { DestinationStreamArn, RoleArn } = bodyOf(writeEventStream, call.body);
  const destination = DESTINATION.exec(DestinationStreamArn)?.groups;
  if (destination === undefined) {
    throw fail('BadRequestException', `Invalid destination stream ARN: ${DestinationStreamArn}`);
  }
  const role = ROLE.exec(RoleArn)?.groups;
  if (role === undefined) throw fail('BadRequestException', `Invalid IAM Role ARN: ${RoleArn}`);
  checkRole(call, role.account ?? '', RoleArn);
  checkDestination(call, destination);
  return { destinationStreamArn: DestinationStreamArn, roleArn: RoleArn };
}

/**
 * AWS assumes the role and writes to the stream; it refuses where it can't. The emulator looks into its own state:
 * an account without any role there is one whose roles were never told, and its roles are taken on trust.
 * Only the middle of the text was seen in the wild.
 */
function checkRole(call: EmulatorCall, account: string, roleArn: string): void {
  const { roles } = call.world.iam.peek(account, 'us-east-1');
  if (roles.size === 0) return;
  const role = roleWithArn(roles, roleArn);
  if (role !== undefined && trustsPinpoint(role.assumeRolePolicyDocument, call.region)) return;
  throw fail(
    'BadRequestException',
    'Pinpoint could not assume the role. Please make sure the IAM Role is configured correctly.',
  );
}

const statements = (document: unknown): readonly unknown[] => {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return [];
  return Array.isArray(document.Statement) ? document.Statement : [document.Statement];
};

const textsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Whether a trust policy admits Pinpoint. Conditions are not weighed: AWS fills their keys in ways it does not publish. */
export function trustsPinpoint(policy: string, region: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    return false;
  }
  return statements(document).some(statement => {
    if (typeof statement !== 'object' || statement === null) return false;
    if (!('Effect' in statement) || statement.Effect !== 'Allow') return false;
    if (!('Principal' in statement) || typeof statement.Principal !== 'object' || statement.Principal === null)
      return false;
    if (!('Service' in statement.Principal)) return false;
    const services = textsOf(statement.Principal.Service);
    return services.includes('pinpoint.amazonaws.com') || services.includes(`pinpoint.${region}.amazonaws.com`);
  });
}

/**
 * As for roles: where the emulator knows any stream of that service in that account and Region, it must know this one.
 * A stream of another Region or account than the application's is not documented either way, and is let pass.
 */
function checkDestination(call: EmulatorCall, arn: Readonly<Record<string, string | undefined>>): void {
  const known =
    arn.service === 'kinesis'
      ? call.world.kinesis.peek(arn.kinesisAccount ?? '', arn.kinesisRegion ?? '').streams
      : call.world.firehose.peek(arn.account ?? '', arn.region ?? '').deliveryStreams;
  if (known.size > 0 && known.get(arn.stream ?? arn.delivery ?? '') === undefined) {
    throw fail('BadRequestException', 'Destination stream validation failed');
  }
}
