/** What an error carries beside its code and text. */
export interface ErrorExtras {
  /** Further members of the error's body, as the service names them. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The one family of error that an operation throws: AWS's wire code, its HTTP status and its text.
 * An empty code is an error without a type, as a gateway in front of a service sends it.
 */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly extras: ErrorExtras = {},
  ) {
    super(message);
    this.name = `ServiceError [${code}]`;
  }
}

/** The codes of a service with their HTTP status. */
export type ErrorTable = Readonly<Record<string, number>>;

/** Makes the errors of one service from its table, so that no operation states a status. */
export function errorsOf<const T extends ErrorTable>(table: T) {
  return (code: keyof T & string, message: string, members?: Readonly<Record<string, unknown>>): ServiceError =>
    new ServiceError(code, table[code] ?? 500, message, members === undefined ? {} : { members });
}
