import type { AccountSource } from '../core/model/account.ts';
import type { KindDocument } from '../core/model/kind.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { accountTitle } from './nodeText.ts';

/** What applying a document does, in the few words above it; with the resource's name where the document has one. */
export function applyText({ verb }: Pick<KindDocument, 'verb'>, name: string, t: Translate): string {
  return name === '' ? verb.alone(t) : verb.named(t, plainText(name));
}

/** Where a document is meant to be set, as far as it was chosen; null where nothing was. */
export function targetTitle(
  target: { readonly source: AccountSource | null; readonly accountId: string | null; readonly region: string | null },
  t: Translate,
): string | null {
  const { source, accountId, region } = target;
  const account = source === null ? (accountId ?? '') : accountTitle(source, accountId, t);
  const parts = [account, region ?? ''].filter(part => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}
