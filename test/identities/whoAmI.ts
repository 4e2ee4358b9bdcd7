/**
 * Prints whose credentials we find: `{ "account" }`, or `{ "stops" }` with why there are none. The profile is the
 * argument; without one it is the default chain's. A connection to anywhere but this machine is refused, and told.
 */
import { Socket } from 'node:net';
import { openAws } from '../../src/aws/openAws.ts';
import { asAccessError } from '../../src/core/model/errors.ts';
import { systemClock } from '../../src/state/systemClock.ts';

const connect = Socket.prototype.connect;
const isHere = (host: unknown): boolean =>
  host === undefined || host === 'localhost' || /^127\.|^::1$/.test(String(host));
// biome-ignore lint/suspicious/noExplicitAny: the arguments of all of its forms pass through as they are
Socket.prototype.connect = function (this: Socket, ...given: any[]): Socket {
  const options: unknown = Array.isArray(given[0]) ? given[0][0] : given[0];
  const host = typeof options === 'object' && options !== null && 'host' in options ? options.host : undefined;
  if (!isHere(host)) throw new Error(`LEFT THIS MACHINE for ${String(host)}`);
  return connect.apply(this, given as Parameters<typeof connect>);
};

const [profile] = process.argv.slice(2);
const emulator = { endpoint: async () => undefined, accountIds: async () => [] };
const aws = openAws({ env: process.env, emulator, clock: systemClock, random: Math.random });
const source = profile === undefined ? { kind: 'default' as const } : { kind: 'profile' as const, name: profile };
const told = await aws.gateway
  .reader(source)
  .identity()
  .then(
    ({ accountId }) => ({ account: accountId }),
    error => ({ stops: `${asAccessError(error).code}: ${asAccessError(error).message}` }),
  );
aws.dispose();
console.log(JSON.stringify(told));
