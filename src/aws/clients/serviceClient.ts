import type { OperationName, operations, ServiceId } from '../../core/model/operations.ts';
import type { Answer, Input } from '../../core/model/ports.ts';
import { type CallParts, PartsOfCalls } from './callParts.ts';
import type { ClientOptions, RequestHandler } from './clientSettings.ts';
import { type MiddlewareBearer, refuseForeignAnswers } from './foreignAnswers.ts';
import { type CommandClass, leanStack } from './leanStack.ts';

/** The operations of one service. */
export type OperationOf<Service extends ServiceId> = {
  [Name in OperationName]: (typeof operations)[Name]['service'] extends Service ? Name : never;
}[OperationName];

/** A client of one service, as the rest of this layer sees it. */
export interface ServiceClient {
  /** Sends once, signed with exactly these credentials. Throws what the SDK throws. */
  send(operation: OperationName, input: Input, parts: CallParts): Promise<Answer>;
  /** Milliseconds that this machine's clock is behind AWS's, as far as answers have shown. */
  clockOffsetMs(): number;
}

/** Makes the client of one service. */
export type OpenService = (options: ClientOptions) => ServiceClient;

interface SdkClient extends MiddlewareBearer {
  readonly config: { readonly systemClockOffset: number } & Parameters<typeof leanStack>[0]['config'];
  send(command: never): Promise<object>;
}

/**
 * A client out of an SDK client and the command of each operation. Inputs are not typed here: a request was checked
 * against its schema long before, and the service checks it again. `$metadata` is taken off the answer.
 */
export function serviceClient<Service extends ServiceId>(
  service: Service,
  client: SdkClient,
  handler: RequestHandler,
  commands: Readonly<Record<OperationOf<Service>, CommandClass>>,
): ServiceClient {
  const calls = new PartsOfCalls();
  leanStack(client, Object.values(commands), calls);
  refuseForeignAnswers(client);
  calls.applyTo(client, handler);
  const classes: Readonly<Partial<Record<OperationName, CommandClass>>> = commands;
  return {
    async send(operation, input, parts) {
      const Command = classes[operation];
      if (Command === undefined) throw new RangeError(`${operation} is not an operation of ${service}`);
      // The commands of all services have no type in common: this is the border where they meet untyped inputs.
      const own = { ...input };
      calls.keep(own, parts);
      // Without options the SDK uses its prepared handler again.
      const { $metadata: _, ...answer } = (await client.send(new Command(own as never) as never)) as Record<
        string,
        unknown
      >;
      return answer;
    },
    clockOffsetMs: () => client.config.systemClockOffset,
  };
}
