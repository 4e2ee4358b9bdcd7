import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import type { NamedProfile } from './signIn.ts';
import { withVirtualConfig } from './virtualConfig.ts';

/** How much of what a program complained is shown. */
const LONGEST_COMPLAINT = 500;

/** What the program wrote to stderr; not its command line, which may hold a secret. */
function complaint(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = '', ...rest] = text.split('\n');
  const said = first.startsWith('Command failed:') ? rest.join('\n').trim() : text;
  return said === '' ? 'it failed and said nothing' : said.slice(0, LONGEST_COMPLAINT);
}

/**
 * Credentials that the profile's `credential_process` prints.
 * @throws {AccessError} `no-credentials` with what the program complained
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function processCredentials(profile: NamedProfile): Promise<AwsCredentialIdentity> {
  try {
    return await withVirtualConfig(profile, undefined, async files => {
      const { fromProcess } = await import('@aws-sdk/credential-providers');
      return fromProcess(files)();
    });
  } catch (error) {
    throw new AccessError(
      'no-credentials',
      `The credential_process of profile "${profile.name}" gave no credentials: ${complaint(error)}`,
    );
  }
}
