import type { Output } from '../wire/reply.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`);

/** A page for a person. It runs nothing and loads nothing. */
export function page(
  title: string,
  text: string,
  links: readonly (readonly [label: string, to: string])[] = [],
): Output {
  const buttons = links.map(([label, to]) => `<p><a href="${escaped(to)}">${escaped(label)}</a></p>`).join('');
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${buttons}</html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  };
  return { headers, body };
}

/** A page that says what is wrong with the address it was asked at. */
export const wrong = (text: string): Output => ({ ...page('Not possible', text), status: 400 });

/** Leads the browser elsewhere. */
export const redirect = (to: URL): Output => ({
  ...page('Continue', 'Signed in.'),
  status: 302,
  headers: { location: to.href },
});
