import { expandHome } from '../config/environment.ts';
import { bytesOf } from '../config/plainFile.ts';
import { assumeRoleWithToken } from './assumeRole.ts';
import { noCredentials, type Provider } from './credentialContext.ts';

const VARIABLES = {
  web_identity_token_file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  role_arn: 'AWS_ROLE_ARN',
  role_session_name: 'AWS_ROLE_SESSION_NAME',
} as const;

/** A role that is assumed with the token that an identity provider keeps in a file. */
export const webIdentity: Provider = async ({ context, profile, environment }) => {
  // A variable that is set to nothing still stands before the profile's setting.
  const value = (name: keyof typeof VARIABLES): string =>
    (environment ? context.env[VARIABLES[name]] : undefined) ?? profile.settings.get(name) ?? '';
  const path = value('web_identity_token_file');
  if (path === '') return undefined;
  const roleArn = value('role_arn');
  if (roleArn === '') {
    throw noCredentials(
      `A web identity token is set${environment ? '' : ` in profile "${profile.name}"`}, and no role (role_arn) to assume with it.`,
    );
  }
  const file = expandHome(path, context.env);
  const bytes = await bytesOf(file).catch(() => {
    throw noCredentials(`The web identity token for ${roleArn} cannot be read: ${file}`);
  });
  return assumeRoleWithToken(context, bytes.toString('utf8').trim(), {
    roleArn,
    sessionName: value('role_session_name'),
  });
};
