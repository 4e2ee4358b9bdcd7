/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** The ways in which a text may come back: as it was, in JSON, in a URL, in XML. */
function forms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return [secret, json, encodeURIComponent(secret), xml];
}

/** A text without the secrets, in whatever form they stand in it. Secrets of fewer than four characters are left. */
export function redact(text: string, secrets: readonly string[]): string {
  const all = secrets.filter(secret => secret.length >= 4).flatMap(forms);
  // The longest first, so that a secret within another does not leave the rest of it behind.
  return [...new Set(all)]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

/**
 * What may be kept of a cause: name, text and code, redacted. The SDK's own error holds the answer's body and
 * headers, which have no place in a log.
 */
export function redactedCause(error: unknown, secrets: readonly string[]): Error {
  const message = error instanceof Error ? error.message : String(error);
  const cause = new Error(redact(message, secrets));
  if (error instanceof Error) {
    cause.name = error.name;
    if (error.stack !== undefined) cause.stack = redact(error.stack, secrets);
  }
  return cause;
}
