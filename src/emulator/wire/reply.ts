/** One HTTP answer, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an operation answers before its protocol writes it down. */
export interface Output {
  /** HTTP status; 200 where absent. Only restJson1 operations choose it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON value, or for awsQuery the members of the result; absent: an empty body. */
  readonly body?: unknown;
}

/** A JSON answer. */
export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  contentType = 'application/json',
): Reply {
  return { status, headers: { 'content-type': contentType, ...headers }, body: JSON.stringify(body) };
}
