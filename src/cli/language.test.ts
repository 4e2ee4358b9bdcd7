import { describe, expect, it } from 'vitest';
import { translatedBy, wantedLanguages } from './language.ts';

describe('the languages that are wanted', () => {
  it.each([
    [{}, []],
    [{ LANG: 'de_DE.UTF-8' }, ['de-de', 'de']],
    [{ LANG: 'de' }, ['de']],
    [{ LANG: 'pt_BR@euro' }, ['pt-br', 'pt']],
    [{ LANG: 'en_GB.UTF-8' }, []],
    [{ LANG: 'C.UTF-8' }, []],
    [{ LANG: 'POSIX' }, []],
    [{ LC_ALL: 'fr_FR', LC_MESSAGES: 'it', LANG: 'de' }, ['fr-fr', 'fr']],
    [{ LC_ALL: '', LC_MESSAGES: 'it', LANG: 'de' }, ['it']],
    [{ LC_ALL: 'C', LANG: 'de' }, []],
    [{ LANG: 'de_DE.UTF-8', LANGUAGE: 'sv:de:en:fr' }, ['sv', 'de']],
    [{ LANG: 'C', LANGUAGE: 'sv' }, []],
    [{ LANG: 'de', LANGUAGE: '' }, ['de']],
    [{ LANG: '../../etc/passwd' }, []],
  ])('by %j are %j', (env, languages) => {
    expect(wantedLanguages(env)).toEqual(languages);
  });
});

describe('a bundle of texts', () => {
  const t = translatedBy({ '{0} of {1}': 'von {1}: {0}', Vault: 7 });
  it.each([
    ['fills its text in', t('{0} of {1}', '3', '4'), 'von 4: 3'],
    ['leaves what it has not in English', t('Hub {0}', 'x'), 'Hub x'],
    ['is not taken by its word where it has no text', t('Vault'), 'Vault'],
    ['may be no table at all', translatedBy(null)('Vault'), 'Vault'],
  ])('%s', (_what, said, expected) => {
    expect(said).toBe(expected);
  });
});
