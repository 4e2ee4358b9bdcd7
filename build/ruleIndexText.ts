import { lintKinds } from '../src/core/kinds/lintTable.ts';
import { rules } from '../src/core/lint/ruleTable.ts';

/** The folder of each kind that has rules, by the first part of their ids. */
const folders: Readonly<Record<string, string>> = {
  hub: 'kinds/hub',
  vault: 'kinds/vault',
  'event-stream': 'kinds/eventStream',
  'push-registration': 'kinds/pushRegistration',
};

function pageOf(id: string): string {
  const [document = '', part = ''] = id.split('/');
  const folder = folders[document];
  return `../src/core/${folder === undefined ? `lint/rules/${document}` : `${folder}/rules`}/${part}/page.md`;
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
    `What the linter checks in ${kinds}, \`*.notifications.json\` and the other texts that [Linting](linting.md) names.`,
    'Each rule has a page with the reason, a wrong and a right example, and the source.',
    '',
    '| rule | severity | what is so where it is silent |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
