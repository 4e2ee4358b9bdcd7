/** Who a session token stands for. AWS's tokens are opaque; ours say it, since nothing here is secret. */
export interface Session {
  readonly roleName: string;
  readonly sessionName: string;
}

const PREFIX = 'emulator-session-';

/** The token of a session. */
export const sessionToken = ({ roleName, sessionName }: Session): string =>
  PREFIX + Buffer.from(`${roleName}/${sessionName}`).toString('base64url');

/** The session of a token; undefined for one that the emulator did not give. */
export function sessionOf(token: string | undefined): Session | undefined {
  if (token === undefined || !token.startsWith(PREFIX)) return undefined;
  const [roleName = '', sessionName = ''] = Buffer.from(token.slice(PREFIX.length), 'base64url')
    .toString('utf8')
    .split('/');
  return roleName === '' || sessionName === '' ? undefined : { roleName, sessionName };
}
