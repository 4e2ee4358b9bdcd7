import type { Ids } from '../ids.ts';
import type { Output, Reply } from './reply.ts';
import type { WireRequest } from './request.ts';
import type { ServiceError } from './serviceError.ts';

/** One call of an operation, decoded from its wire format. `World` is what the services keep their state in. */
export interface Call<World> {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly now: Date;
  readonly ids: Ids;
  readonly world: World;
  /** The path's labels, decoded. Empty for protocols that have none. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** The JSON body, or a form's members; undefined where the body was empty. */
  readonly body: unknown;
}

/** One emulated operation: decodes, checks, acts and answers, at once and alone, so that no two calls interleave. */
export interface Operation<World> {
  /** AWS's own name. */
  readonly name: string;
  /** A write is answered only once the state that holds it is durable. */
  readonly effect: 'read' | 'write';
  run(call: Call<World>): Output;
}

/** The errors that every service may answer, in one service's own codes and statuses. */
export interface CommonErrors {
  readonly missingAuthentication: (text: string) => ServiceError;
  readonly incompleteSignature: (text: string) => ServiceError;
  readonly invalidSignature: (text: string) => ServiceError;
  readonly disabledRegion: (text: string) => ServiceError;
  readonly throttled: (text: string) => ServiceError;
  readonly serialization: (text: string) => ServiceError;
  readonly tooLarge: (text: string) => ServiceError;
  readonly internal: (text: string) => ServiceError;
}

/** Which operation a request asks for: one we have, or why there is none to perform. */
export type Match<World> = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** AWS takes it without a signature. */
  readonly isUnsigned?: boolean;
} & ({ readonly operation: Operation<World> } | { readonly refusal: ServiceError });

/** A wire format: which operation a request names, what its input is, how its output is written. */
export interface Protocol<World> {
  /** @throws {URIError} where a path is not percent-encoded UTF-8. */
  match(request: WireRequest): Match<World>;
  /** @throws {SyntaxError} where the body is not in this format. */
  decode(request: WireRequest): unknown;
  encode(operation: string, output: Output, requestId: string): Reply;
}

/** A row of the services' table. */
export interface Service<World> {
  /** The name in the control plane and in the request counts. */
  readonly name: string;
  /** The service in the credential scope. */
  readonly signingName: string;
  /** Where AWS has a host for it. */
  readonly regions: ReadonlySet<string>;
  readonly protocol: Protocol<World>;
  readonly operations: readonly Operation<World>[];
  /** Tells a request without a signature by its target header, form version or path. */
  recognises(request: WireRequest): boolean;
  readonly errors: CommonErrors;
  /** HTTP status of each code, for faults that give only a code. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Members that its errors have beside their text, for faults that give only a code. */
  readonly errorMembers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  encodeError(error: ServiceError, requestId: string): Reply;
  readonly maxBodyBytes: number;
  /** Checks that hold for all its operations. @throws {ServiceError} */
  readonly before?: (call: Call<World>) => void;
}
