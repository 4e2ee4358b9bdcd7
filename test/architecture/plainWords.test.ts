import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Words that make a text stiff or ambiguous, and what a person says instead. */
const REFUSED: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\bso already\b|\bit is so\b/, 'already up to date'],
  [/\b(is|are) to be\b/, 'will, should, or the imperative'],
  [/\bgrave(st)?\b/, 'severity, severe'],
  [/\b(stands?|stood)\b/, 'is, appears'],
  [/\blies\b/, 'is'],
  [/\bwhich one\b/i, 'Choose a …'],
  [/\bmeanwhile\b/, 'in the meantime'],
  [/\b(holds?|held)\b/, 'contains, applies'],
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\balone\b/, 'only'],
  [/\bblanks?\b/, 'space'],
  [/\bby now\b/, 'now'],
  [/\bany more\b/, 'no longer'],
  [/\bas it is\b/, 'unchanged'],
  [/\bbecame of\b/, 'outcome'],
  [/\bthere now\b|\bwhat is live\b|\bas live\b/, 'current settings, in sync'],
  [/\bids?\b(?!-)/, 'ID'],
  [/\bmembers?\b/, 'field, key'],
  [/\bkept\b/, 'stored'],
  [/\bhangs? on\b/, 'depends on'],
  [/\banew\b/, 'again'],
  [/\b[Gg]ive\b/, 'enter, use'],
  [/\bis told\b|\bare told\b/, 'is reported'],
];

/** Texts that have such a word and are right: why. */
const DEFENDED: Readonly<Record<string, string>> = {
  'ARN of the Pinpoint (End User Messaging) application that holds the push channel, associated with the instance.':
    'an application has channels in it',
  'AWS may give the same answer for a stream that is not set and for one that has ended.': 'nobody is asked to give',
  'Start it again. One that was started here keeps its data.':
    'stored would be about where, and this is about not losing it',
};

const read = (file: string): readonly string[] => Object.values(JSON.parse(readFileSync(file, 'utf8')));

/** Names of options and of AWS, and what is in code, are no words of ours. */
const prose = (text: string): string => text.replace(/`[^`]*`|--[\w-]+|“[^”]*”|\S+=\S+/g, '');

it.each(['l10n/bundle.l10n.json', 'package.nls.json'])('every text of %s is in plain words', file => {
  const stiff = read(file).flatMap(text => {
    if (Object.hasOwn(DEFENDED, text)) return [];
    return REFUSED.flatMap(([word, instead]) => (word.test(prose(text)) ? [`${text} — rather: ${instead}`] : []));
  });
  expect(stiff).toEqual([]);
});

it('defends no text that is gone', () => {
  const texts = new Set(read('l10n/bundle.l10n.json'));
  expect(Object.keys(DEFENDED).filter(text => !texts.has(text))).toEqual([]);
});
