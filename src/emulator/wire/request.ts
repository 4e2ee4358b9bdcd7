import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request, read whole. */
export interface WireRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Resolves once the connection has ended, or the answer is out. */
  readonly closed: Promise<void>;
}

/** The value of a header, the first where it was sent more than once; undefined where it was not. */
export function headerOf(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Splits a request target into path and query; undefined where it is neither a path nor an absolute URL. */
export function parseTarget(target: string): { readonly path: string; readonly query: URLSearchParams } | undefined {
  const absolute = /^https?:\/\/[^/?#]*(?<rest>.*)$/i.exec(target)?.groups?.rest;
  const local = absolute === undefined ? target : absolute.startsWith('/') ? absolute : `/${absolute}`;
  if (!local.startsWith('/')) return undefined;
  const mark = local.indexOf('?');
  return mark === -1
    ? { path: local, query: new URLSearchParams() }
    : { path: local.slice(0, mark), query: new URLSearchParams(local.slice(mark + 1)) };
}
