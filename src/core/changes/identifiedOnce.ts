import { type AccountSource, type Identity, sourceKey } from '../model/account.ts';
import type { AccountGateway, AccountReader } from '../model/ports.ts';

/** The same gateway, whose readers ask only once whose credentials they have. */
export function identifiedOnce(gateway: AccountGateway): AccountGateway {
  const readers = new Map<string, AccountReader>();
  const reader = (source: AccountSource): AccountReader => {
    const known = readers.get(sourceKey(source));
    if (known !== undefined) return known;
    const inner = gateway.reader(source);
    let asked: Promise<Identity> | undefined;
    const identity: AccountReader['identity'] = options => {
      asked ??= inner.identity(options);
      return asked;
    };
    const made = { ...inner, identity };
    readers.set(sourceKey(source), made);
    return made;
  };
  return { reader, openWriter: (source, options) => gateway.openWriter(source, options) };
}
