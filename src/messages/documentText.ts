import type { AccountSource } from '../core/model/account.ts';
import { plainText } from '../core/model/plainText.ts';
import type { ChangeableKind } from '../core/model/resource.ts';
import { accountTitle } from './nodeText.ts';
import type { Translate } from './translate.ts';

/** What applying a document does, in the few words above it; with the resource's name where the document has one. */
export function applyText(kind: ChangeableKind, name: string, t: Translate): string {
  const shown = plainText(name);
  switch (kind) {
    case 'hub':
      return shown === '' ? t('Register hub…') : t('Register hub in {0}…', shown);
    case 'vault':
      return shown === '' ? t('Set on vault…') : t('Set on vault {0}…', shown);
    case 'event-stream':
      return shown === '' ? t('Put on app…') : t('Put on app {0}…', shown);
    case 'push-registration':
      return t('Register device…');
    default:
      return kind satisfies never;
  }
}

/** Where a document is meant to be set, as far as it was chosen; null where nothing was. */
export function targetText(
  target: { readonly source: AccountSource | null; readonly accountId: string | null; readonly region: string | null },
  t: Translate,
): string | null {
  const { source, accountId, region } = target;
  const account = source === null ? (accountId ?? '') : accountTitle(source, accountId, t);
  const parts = [account, region ?? ''].filter(part => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}
