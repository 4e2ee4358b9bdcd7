import type { AccountSource } from './account.ts';
import { AccessError } from './errors.ts';
import { plainText } from './plainText.ts';

/**
 * Who answers an account's calls: null for AWS, `emulator` for ours, else the endpoint's URL without a slash at its end, such as
 * `http://127.0.0.1:5000`. Behind each an account of one number is another account.
 */
export type Server = string | null;

/** As it is written down: not for AWS, nor for the emulator's own accounts, whose source says it. */
export const serverNote = ({ kind }: AccountSource, server: Server | undefined): { readonly server?: string } =>
  typeof server === 'string' && kind !== 'emulator' ? { server } : {};

/** Who answered a change that was written down. */
export function serverOfChange({
  source,
  server,
}: {
  readonly source: AccountSource;
  readonly server?: string;
}): Server {
  return server ?? (source.kind === 'emulator' ? 'emulator' : null);
}

const named = (server: Server): string => (server === null ? 'AWS' : plainText(server));

/**
 * Throws AccessError `wrong-server` where calls go elsewhere than is meant; undefined is whoever answers.
 */
export function mustAnswer(meant: Server | undefined, actual: Server): void {
  if (meant === undefined || meant === actual) return;
  const text = `It is meant for ${named(meant)}, and the calls go to ${named(actual)}.`;
  throw new AccessError('wrong-server', text, { outcome: 'not-applied' });
}
