import { partitionOf, type Region } from './regions.ts';

/**
 * Where the console of each partition is; of the others nothing is known.
 * @see https://docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/getting-started.html
 */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/** The page that AWS's console starts with. */
export const CONSOLE_HOME = 'console/home';

/**
 * The address of a page of AWS's console in a Region; undefined in partitions whose console is not known.
 *
 * @param page Its path, such as `glacier/home#/vaults`; the Region is put between path and fragment.
 */
export function consoleUrl(region: Region, page: string): string | undefined {
  const host = HOSTS.get(partitionOf(region));
  if (host === undefined) return undefined;
  const [path = '', ...fragment] = page.split('#');
  const query = `${path.includes('?') ? '&' : '?'}region=${region}`;
  return `https://${region}.${host}/${path}${query}${fragment.length === 0 ? '' : `#${fragment.join('#')}`}`;
}
