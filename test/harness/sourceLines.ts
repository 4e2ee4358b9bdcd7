import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { projectFolder } from './paths.ts';

/**
 * A stack trace that names the sources' lines instead of the bundle's. VS Code formats stacks itself, so Node's own
 * mapping does not reach those from its extension host.
 *
 * @param bundle The bundle's path; its source map lies beside it as `BUNDLE.map`.
 */
export function withSourceLines(stack: string, bundle: string): string {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
  const places = /([^\s(]+):(\d+):(\d+)/g;
  return stack.replaceAll(places, (place, file: string, line: string, column: string) => {
    if (file !== bundle) return place;
    const origin = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in origin)) return place;
    const source = relative(projectFolder, resolve(dirname(bundle), origin.originalSource));
    return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  });
}
