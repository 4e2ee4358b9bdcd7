import { lintKinds } from '../src/core/kinds/lintTable.ts';
import { rules } from '../src/core/lint/ruleTable.ts';

/** A rule of a kind stands in the kind's folder, which is named as its id is spoken; the others beside the lint engine. */
function pageOf(id: string): string {
  const [document = '', part = ''] = id.split('/');
  const isOfKind = lintKinds.some(({ kind }) => kind === document);
  const folder = document.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  return `../src/core/${isOfKind ? `kinds/${folder}/rules` : `lint/rules/${document}`}/${part}/page.md`;
}

/** The list of all rules, as a page. */
export function ruleIndex(): string {
  const rows = rules.map(({ id, severity, summary, offByDefault }) => {
    const how = offByDefault === true ? `${severity}, off` : severity;
    return `| [\`${id}\`](${pageOf(id)}) | ${how} | ${summary} |`;
  });
  const kinds = lintKinds.map(({ document }) => `\`*.${document.suffix}.json\``).join(', ');
  return [
    '# Rules',
    '',
    `What the linter checks in ${kinds}, \`*.notifications.json\` and the other texts in [Linting](linting.md).`,
    'Each rule has a page with the reason, a wrong and a right example, and the source.',
    '',
    '| rule | severity | what it requires |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
