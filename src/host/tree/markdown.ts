import { MarkdownString } from 'vscode';
import { plainText } from '../../core/model/plainText.ts';
import type { TooltipLine } from './nodeFace.ts';

/** Lines as Markdown in which nothing is markup: neither links nor HTML nor commands can come of what AWS answered. */
export function asMarkdown(lines: readonly TooltipLine[]): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = false;
  text.supportHtml = false;
  for (const [name, value] of lines) {
    if (text.value !== '') text.appendMarkdown('  \n');
    if (name !== '') text.appendMarkdown('**').appendText(name).appendMarkdown('**: ');
    appendWords(text, plainText(value));
  }
  return text;
}

/** Text as it stands, word by word: `appendText` makes spaces unbreakable, and long lines would break within words. */
function appendWords(text: MarkdownString, value: string): void {
  for (const [index, word] of value.split(' ').entries()) {
    if (index > 0) text.appendMarkdown(' ');
    text.appendText(word);
  }
}
