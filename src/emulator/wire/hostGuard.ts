import type { IncomingHttpHeaders } from 'node:http';

/** A host name or address with an optional port, as a Host header carries it. */
const HOST = /^(?<name>\[[0-9a-f:.]+\]|[^:[\]/\s]+)(?::\d{1,5})?$/i;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is refused before anything else is looked at, or undefined where it is not. A web page can reach
 * loopback: the browser then sends `Origin`, and a name that was rebound to 127.0.0.1 shows in `Host`.
 */
export function refusal(headers: IncomingHttpHeaders): string | undefined {
  if (headers.origin !== undefined) return 'Requests from web pages (with an Origin header) are refused.';
  // A page's image or script brings no Origin; the browser then says where the page is from.
  const from = headers['sec-fetch-site'];
  if (from !== undefined && from !== 'none' && from !== 'same-origin') {
    return 'Requests for web pages of elsewhere (Sec-Fetch-Site) are refused.';
  }
  const name = HOST.exec(headers.host ?? '')?.groups?.name?.toLowerCase();
  if (name === undefined || !LOOPBACK.has(name)) {
    return 'Only requests to 127.0.0.1, localhost or [::1] are answered.';
  }
  return undefined;
}
