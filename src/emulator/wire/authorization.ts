/** What a SigV4 Authorization header says. The signature itself is not kept: the emulator has no secret to check it with. */
export interface Authorization {
  readonly accessKeyId: string;
  /** The scope's day, `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly signingName: string;
}

/** The header parsed, or why it can't be: the text says which part AWS would miss. */
export type ParsedAuthorization =
  | { readonly kind: 'signed'; readonly authorization: Authorization }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly text: string };

const SCOPE = /^(?<accessKeyId>[^/\s]+)\/(?<date>\d{8})\/(?<region>[^/\s]*)\/(?<signingName>[^/\s]+)\/aws4_request$/;

/**
 * Parses a header of the form `AWS4-HMAC-SHA256 Credential=…/aws4_request, SignedHeaders=…, Signature=…`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function parseAuthorization(header: string | undefined): ParsedAuthorization {
  if (header === undefined || header.trim() === '') return { kind: 'missing' };
  const malformed = (text: string): ParsedAuthorization => ({ kind: 'malformed', text });
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) {
    return malformed(
      `Authorization header requires the algorithm AWS4-HMAC-SHA256. Authorization=${header.slice(0, 40)}`,
    );
  }
  const parts = new Map(
    header
      .slice('AWS4-HMAC-SHA256 '.length)
      .split(',')
      .map(part => part.trim())
      .map(part => [part.slice(0, Math.max(0, part.indexOf('='))), part.slice(part.indexOf('=') + 1)] as const),
  );
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter(name => !parts.get(name));
  if (missing.length > 0) {
    return malformed(missing.map(name => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  const scope = SCOPE.exec(parts.get('Credential') ?? '')?.groups;
  if (scope === undefined) {
    return malformed(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request',
    );
  }
  const { accessKeyId = '', date = '', region = '', signingName = '' } = scope;
  return { kind: 'signed', authorization: { accessKeyId, date, region, signingName } };
}

/**
 * The account an access key id stands for: twelve digits are that account, anything else is 000000000000.
 * AWS keeps this in its own records; a local AWS has none, and this rule lets a profile name its account.
 */
export function accountOf(accessKeyId: string): string {
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : '000000000000';
}

/** Milliseconds since 1970 of an `X-Amz-Date` (`YYYYMMDDTHHMMSSZ`) or HTTP date; undefined where it is neither. */
export function parseRequestDate(text: string): number | undefined {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const iso = basic === null ? text : `${basic[1]}-${basic[2]}-${basic[3]}T${basic[4]}:${basic[5]}:${basic[6]}Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
