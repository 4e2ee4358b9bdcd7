import { externalDataInterceptor } from '@smithy/core/config';
import { AccessError } from '../../core/model/errors.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { readFailure } from '../errors/failure.ts';
import { redactedCause } from '../errors/redact.ts';
import { credentialRegion, endpointSources, type Provider } from './credentialContext.ts';

let counter = 0;

/**
 * Lends the SDK's provider one profile as if it stood in a file: it reads files itself, which fails for names with
 * spaces, ignores a given environment, and keeps what was read for the life of the process. Nothing is written to disk.
 */
async function withVirtualConfig<T>(
  settings: Readonly<Record<string, string>>,
  use: (files: { readonly filepath: string; readonly configFilepath: string; readonly profile: string }) => Promise<T>,
): Promise<T> {
  counter += 1;
  const configFilepath = `virtual:config:${counter}`;
  const filepath = `virtual:credentials:${counter}`;
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  externalDataInterceptor.interceptFile(configFilepath, ['[profile lent]', ...lines].join('\n'));
  externalDataInterceptor.interceptFile(filepath, '');
  try {
    return await use({ filepath, configFilepath, profile: 'lent' });
  } finally {
    const record = externalDataInterceptor.getFileRecord();
    delete record[configFilepath];
    delete record[filepath];
  }
}

/** The credentials of `aws login`. Throws AccessError `sign-in-needed` where its session is missing or over. */
export const login: Provider = async ({ context, profile }) => {
  const session = profile.settings.get('login_session');
  if (session === undefined) return undefined;
  const region = credentialRegion(context);
  const clientConfig = clientSettings({
    region,
    endpoint: resolveEndpoint(endpointSources(context), 'signin'),
    requestHandler: context.handler,
  });
  try {
    return await withVirtualConfig({ login_session: session, region }, async files => {
      const { fromLoginCredentials } = await import('@aws-sdk/credential-providers');
      return fromLoginCredentials({ ...files, clientConfig })();
    });
  } catch (error) {
    const { message } = readFailure(error, context.clock.now());
    const text = `Profile "${profile.name}" has no valid login session: ${message}`;
    throw new AccessError('sign-in-needed', text, {}, { cause: redactedCause(error, []) });
  }
};
