import { objects, optionalText } from '../../model/answer.ts';
import { isCancelled } from '../../model/errors.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import type { Read, Scope } from '../../model/scope.ts';

/** What AWS calls a Region in which an account may have a hub. */
export const ENABLED: ReadonlySet<string | null> = new Set(['ENABLED', 'ENABLED_BY_DEFAULT']);

/** The Regions of an account's partition as AWS lists them, those that it has not enabled included. */
export async function* regionsOf(read: Read): AsyncIterable<Answer> {
  const pages = pagesOf(
    NextToken => read('ListRegions', NextToken === null ? {} : { NextToken }),
    answer => optionalText(answer, 'NextToken'),
  );
  for await (const page of pages) yield* objects(page, 'Regions');
}

/** Those of the Regions that the account has not enabled, or that its partition does not have; none where that can't be read. */
export async function notEnabled({ read }: Scope, names: readonly string[]): Promise<readonly string[]> {
  const enabled = new Set<string | null>();
  try {
    for await (const one of regionsOf(read)) {
      if (ENABLED.has(optionalText(one, 'RegionOptStatus'))) enabled.add(optionalText(one, 'RegionName'));
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return [];
  }
  // A list without any is none to go by.
  return enabled.size === 0 ? [] : names.filter(name => !enabled.has(name));
}
