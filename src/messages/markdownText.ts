import { plainText } from '../core/model/plainText.ts';

/** Text that Markdown takes for nothing but text, within a line or at its start. */
export const markdownText = (text: string): string => plainText(text).replace(/[\\`*_{}[\]<>|~]|^[-+#=]/g, '\\$&');

/** A table of plain texts, line by line. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map(cells => `| ${cells.map(markdownText).join(' | ')} |`),
  ];
}
