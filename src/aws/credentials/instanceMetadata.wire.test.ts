import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chain, dev, eachCredentialWorld } from '../testing/credentialWorld.ts';
import { type LocalServer, type PlannedAnswer, startLocalServer } from '../testing/localServer.ts';

const world = eachCredentialWorld();
const ACCOUNT = '101010101010';
const ROLES = '/latest/meta-data/iam/security-credentials/';

const keys = {
  ...{ Code: 'Success', AccessKeyId: `AKIA${ACCOUNT}`, SecretAccessKey: 's', Token: 't' },
  Expiration: '2199-01-01T00:00:00Z',
};
/** What the service answers by path, in place of what it usually does; null where the connection breaks, `silent` where nothing comes. */
let odd: Readonly<Record<string, PlannedAnswer | null | 'silent'>> = {};
let service: LocalServer;
beforeEach(async () => {
  odd = {};
  const usual: Readonly<Record<string, PlannedAnswer>> = {
    '/latest/api/token': { body: 'token' },
    [ROLES]: { body: 'role' },
    [`${ROLES}role`]: { body: keys },
  };
  service = await startLocalServer(({ url }, response) => {
    const answer = url in odd ? odd[url] : usual[url];
    if (answer === null) response.destroy();
    return answer === null || answer === 'silent' ? undefined : (answer ?? { status: 404 });
  });
});
afterEach(() => service.close());

/** With patience for a machine that is busy. */
const enabled = { AWS_EC2_METADATA_DISABLED: 'false', AWS_METADATA_SERVICE_TIMEOUT: '30' };
const on = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ ...enabled, AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url, ...more },
});
const setUp = (name: string, endpoint: string) => `[${name}]\nec2_metadata_service_endpoint = ${endpoint}\n`;
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

describe('the credentials of an instance', () => {
  it('are those of its role, asked for with a token', async () => {
    expect(await world().accountOf(chain, on())).toBe(ACCOUNT);
    const asked = service.received.map(({ method, url, headers }) => [
      method,
      url,
      headers['x-aws-ec2-metadata-token'],
    ]);
    expect(asked).toEqual([
      ['PUT', '/latest/api/token', undefined],
      ['GET', ROLES, 'token'],
      ['GET', `${ROLES}role`, 'token'],
    ]);
  });

  it.each([
    ['AWS has no token', { '/latest/api/token': { status: 404 } }],
    ['the answer with the token does not arrive', { '/latest/api/token': null }],
    [
      'they are over, as AWS takes them all the same',
      { [`${ROLES}role`]: { body: { ...keys, Expiration: '2020-01-01T00:00:00Z' } } },
    ],
    ['a line end stands behind the name of the role', { [ROLES]: { body: 'role\n' } }],
  ] as const)('are found where %s', async (_what, answers) => {
    odd = answers;
    expect(await world().accountOf(chain, on())).toBe(ACCOUNT);
  });

  it.each([
    ['there is no role', { [ROLES]: { status: 404 } }],
    ['it names none', { [ROLES]: { body: '' } }],
    ['it knows no such request', { '/latest/api/token': { status: 400 } }],
    ['it answers with a page', { [`${ROLES}role`]: { body: '<html>' } }],
    ['it answers half of them', { [`${ROLES}role`]: { body: { ...keys, Expiration: undefined } } }],
    ['it breaks off', { '/latest/api/token': null, [ROLES]: null }],
    ['it says nothing', { '/latest/api/token': 'silent', [ROLES]: 'silent' }],
  ] as const)('are none where %s', async (_what, answers) => {
    odd = answers;
    expect(await world().refusal(chain, on({ AWS_METADATA_SERVICE_TIMEOUT: '0.2' }))).toMatchObject({
      code: 'no-credentials',
    });
  });

  it('are asked for where the profile says that is named, whatever another says', async () => {
    await world().home.writeConfig(setUp('default', NOWHERE) + setUp('profile dev', service.url));
    expect(await world().accountOf(dev, enabled)).toBe(ACCOUNT);
  });

  it('are asked for where the environment says rather than the profile', async () => {
    await world().home.writeConfig(setUp('profile dev', NOWHERE));
    expect(await world().accountOf(dev, on())).toBe(ACCOUNT);
  });

  it('are asked for anew as often as is told', async () => {
    let tries = 0;
    await service.close();
    service = await startLocalServer(({ url }) => {
      if (url === ROLES) tries += 1;
      if (url === ROLES && tries < 3) return { status: 500 };
      return { body: url === ROLES ? 'role' : url === `${ROLES}role` ? keys : 'token' };
    });
    expect(await world().accountOf(chain, on({ AWS_METADATA_SERVICE_NUM_ATTEMPTS: '3' }))).toBe(ACCOUNT);
  });

  it.each([{ AWS_EC2_METADATA_V1_DISABLED: 'true' }, {}])(
    'need a token where the first version is off: %j',
    async env => {
      odd = { '/latest/api/token': { status: 404 } };
      await world().home.writeConfig('[profile dev]\nec2_metadata_v1_disabled = True\n');
      expect((await world().refusal(dev, on(env))).message).toContain('IMDSv2');
      expect(service.received).toHaveLength(1);
    },
  );

  it('are not looked for at what is no address', async () => {
    const env = on({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'nonsense' });
    expect((await world().refusal(chain, env)).message).toContain('ec2_metadata_service_endpoint');
  });
});
