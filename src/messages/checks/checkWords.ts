import { plainText } from '../../core/model/plainText.ts';
import { evidenceWords } from './evidence.ts';
import { otherCheckWords } from './others.ts';
import { vaultCheckWords } from './vault.ts';
import type { CheckWordTable, Piece } from './words.ts';

/** The words of every check, by its id. */
export const checkWords: CheckWordTable = { ...vaultCheckWords, ...otherCheckWords, ...evidenceWords };

/** A step's data as plain text. */
export const pieceOf =
  (data: Readonly<Record<string, string>>): Piece =>
  key =>
    plainText(data[key] ?? '');
