import { english, type Translate } from '../core/model/translate.ts';

let spoken: Translate = english;

/** Every text of the command line, in the language of whoever runs it. One process speaks one language. */
export const t: Translate = (text, ...values) => spoken(text, ...values);

/** From now on texts are as this function gives them. */
export function speak(translate: Translate): void {
  spoken = translate;
}

/**
 * The languages that the environment asks for, as the bundles of texts are named, the wanted ones first: `LANGUAGE` lists
 * several, else `LC_ALL`, `LC_MESSAGES` and `LANG` name one, the first that is set. `pt_BR.UTF-8` asks for `pt-br`, then `pt`.
 * None where English is asked for, or nothing.
 *
 * Source: GNU gettext, “Locale Environment Variables”: `LANGUAGE` counts unless the locale is `C`.
 */
export function wantedLanguages(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find(value => value !== undefined && value !== '') ?? 'C';
  if (/^(?:C|POSIX)(?:\.|$)/.test(locale)) return [];
  const names = (env.LANGUAGE ?? '') === '' ? [locale] : (env.LANGUAGE ?? '').split(':');
  const wanted: string[] = [];
  for (const name of names) {
    const [, language = '', region] = /^([a-z]{2,3})(?:[_-](\w+))?/i.exec(name.toLowerCase()) ?? [];
    if (language === 'en') break;
    if (region !== undefined) wanted.push(`${language}-${region}`);
    if (language !== '') wanted.push(language);
  }
  return wanted;
}

/** Texts of a bundle, each filled in with its values; one that the bundle does not have is English. */
export function translatedBy(bundle: unknown): Translate {
  const texts = new Map(Object.entries(Object(bundle)));
  return (text, ...values) => {
    const translated = texts.get(text);
    return english(typeof translated === 'string' ? translated : text, ...values);
  };
}
