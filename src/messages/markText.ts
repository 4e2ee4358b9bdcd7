import type { AccountMark, MarkColour, MarkedAccount } from '../core/model/accountMarks.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';

/** A colour's name. */
export function colourText(colour: MarkColour, t: Translate): string {
  const names: Readonly<Record<MarkColour, string>> = {
    red: t('red'),
    orange: t('orange'),
    yellow: t('yellow'),
    green: t('green'),
    blue: t('blue'),
    purple: t('purple'),
  };
  return names[colour];
}

/** What guards an account, each in a word. */
export const guardWords = ({ production, readOnly }: MarkedAccount, t: Translate): readonly string[] => [
  ...(production === null ? [] : [t('production')]),
  ...(readOnly === null ? [] : [t('read-only')]),
];

/** What a mark says, each in a few words; what weighs most comes first. */
export function markWords(mark: AccountMark, t: Translate): readonly string[] {
  const { production, readOnly, group, colour, pinned, hidden } = mark;
  return [
    ...(production === true ? [t('production')] : []),
    ...(readOnly === true ? [t('read-only')] : []),
    ...(group === undefined ? [] : [t('group {0}', plainText(group))]),
    ...(colour === undefined ? [] : [colourText(colour, t)]),
    ...(pinned === true ? [t('pinned')] : []),
    ...(hidden === true ? [t('hidden')] : []),
  ];
}
