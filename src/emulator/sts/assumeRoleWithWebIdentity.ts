import { isRecord, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { assumedRole, assuming, inputOf } from './assumedRole.ts';

const input = object({
  ...assuming,
  WebIdentityToken: string({ min: 4, max: 20_000 }),
  ProviderId: optional(string({ min: 4, max: 2048 })),
});

/** What a token of the form of a JWT says of itself. AWS checks it with its provider; here any text will do. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isRecord(claims) ? claims : {};
  } catch {
    return {};
  }
}

/** Nobody signs it: the token is the caller's proof. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const assumeRoleWithWebIdentity: EmulatorOperation = {
  name: 'AssumeRoleWithWebIdentity',
  effect: 'read',
  run(call) {
    const given = inputOf(input, call);
    const { sub = 'emulator', aud = 'sts.amazonaws.com', iss = 'emulator' } = claimsOf(given.WebIdentityToken);
    const answer = assumedRole(call, given, 'token');
    const told = { SubjectFromWebIdentityToken: sub, Audience: aud, Provider: given.ProviderId ?? iss };
    return { body: { ...answer, ...told } };
  },
};
