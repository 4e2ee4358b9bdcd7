import { type AccountSource, type Identity, sourceKey } from '../model/account.ts';
import { operations, type ServiceId } from '../model/operations.ts';
import type { AccountGateway, AccountReader } from '../model/ports.ts';
import { mustAnswer, type Server } from '../model/server.ts';

/**
 * The same gateway, whose readers ask only once whose credentials they have, and read nowhere else than at first: a config that
 * is saved meanwhile may lead to another endpoint, of which nothing was shown.
 */
export function identifiedOnce(gateway: AccountGateway): AccountGateway {
  const readers = new Map<string, AccountReader>();
  const reader = (source: AccountSource): AccountReader => {
    const known = readers.get(sourceKey(source));
    if (known !== undefined) return known;
    const made = readingInOnePlace(gateway.reader(source));
    readers.set(sourceKey(source), made);
    return made;
  };
  return { reader, openWriter: (source, options) => gateway.openWriter(source, options) };
}

function readingInOnePlace(inner: AccountReader): AccountReader {
  let asked: Promise<Identity> | undefined;
  const servers = new Map<ServiceId, Promise<Server>>();
  const server = (service: ServiceId): Promise<Server> => {
    const first = servers.get(service) ?? inner.server(service);
    servers.set(service, first);
    return first;
  };
  return {
    ...inner,
    server,
    identity: options => {
      asked ??= inner.identity(options);
      return asked;
    },
    read: async (operation, ...rest) => {
      // What a kind beside ours reads is none of the table's.
      const service = Object.hasOwn(operations, operation) ? operations[operation].service : undefined;
      if (service !== undefined) mustAnswer(await server(service), await inner.server(service));
      return inner.read(operation, ...rest);
    },
  };
}
