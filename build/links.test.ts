import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishing } from './publishing.mjs';

/** Every document that a reader may open, below the root. */
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
);

/** Where the links and pictures of a document lead, code aside. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** The anchors of a document: of its headings, as GitHub makes them, and its own. */
function anchorsOf(text: string): readonly string[] {
  const own = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...own, ...headings];
}

/** What is wrong with a link: it leads to no file, to no heading, or to no https address. */
function fault(document: string, link: string): string | undefined {
  if (/^\w+:/.test(link)) return URL.canParse(link) && link.startsWith('https://') ? undefined : 'no https address';
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(file)) return 'no such file';
  if (anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor)) return undefined;
  return 'no such heading';
}

/** Paths into the repository that a document names between backticks: no pattern, no placeholder. */
const pathsOf = (text: string): readonly string[] =>
  [...text.matchAll(/`((?:\.github|build|docs|l10n|media|schemas|src|test)\/[\w./-]*)`/g)]
    .map(([, path = '']) => path)
    .filter(path => !/[A-Z]{3}/.test(path));

describe.each(documents)('%s', document => {
  it('names no file that is not there', () => {
    expect(pathsOf(readFileSync(document, 'utf8')).filter(path => !existsSync(path))).toEqual([]);
  });

  it('has no link that leads nowhere', () => {
    const links = linksOf(readFileSync(document, 'utf8'));
    const broken = links.filter(link => fault(document, link) !== undefined);
    expect(broken).toEqual([]);
  });
});

it.each([
  ['README.md', 'docs/none.md', 'no such file'],
  ['README.md', '#no-such-heading', 'no such heading'],
  ['README.md', 'http://example.com', 'no https address'],
  ['docs/linting.md', '../README.md#try-it-without-an-aws-account', undefined],
  ['docs/linting.md', 'reference/commands.md#openForm', undefined],
  ['docs/linting.md', 'reference/commands.md#noSuchCommand', 'no such heading'],
])('a link of %s to %s: %s', (document, link, expected) => {
  expect(fault(document, link)).toBe(expected);
});

it('the pictures of the README lead to where the project is published', () => {
  const { repository } = JSON.parse(readFileSync('publishing.json', 'utf8'));
  expect(publishing('.')).toEqual({
    members: {
      repository: { type: 'git', url: `${repository}.git` },
      bugs: { url: `${repository}/issues` },
      homepage: `${repository}#readme`,
    },
    links: `${repository}/blob/main`,
    pictures: `${repository}/raw/main`,
  });
});

it.each(readdirSync('docs/images'))('the picture %s is shown on a page', name => {
  const shown = documents.flatMap(page => linksOf(readFileSync(page, 'utf8')).map(link => join(dirname(page), link)));
  expect(shown).toContain(join('docs', 'images', name));
});
