/** Escapes text for an XML element, dropping what XML 1.0 cannot hold. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** One element around content that is XML already. */
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

function inner(value: unknown): string {
  if (value instanceof Map) {
    const pairs = [...value].map(([key, one]) => element('key', escapeXml(String(key))) + element('value', inner(one)));
    return pairs.map(pair => element('entry', pair)).join('');
  }
  if (Array.isArray(value)) return value.map(one => element('member', inner(one))).join('');
  if (typeof value === 'object' && value !== null) return members(value);
  return escapeXml(String(value));
}

/**
 * The members of a result as AWS's query protocol writes them: lists as `<member>`, maps (given as `Map`) as
 * `<entry><key/><value/></entry>`, absent members left out.
 */
export function members(value: object): string {
  return Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([name, one]) => element(name, inner(one)))
    .join('');
}
