import { kinds, lines } from './kinds.mjs';

const REGION = { region: 'eu-west-1' };

/** A case in which kinds stand beside each other in one profile: the default one, or one that is named. */
function together(names, { profile, region }) {
  const parts = names.map(name => kinds[name]);
  const merged = part => Object.assign({}, ...parts.map(one => one[part] ?? {}));
  const settings = { ...(region ? REGION : {}), ...merged('config') };
  const credentials = merged('credentials');
  const header = profile === undefined ? 'default' : `profile ${profile}`;
  const where = profile === undefined ? 'the default chain' : `profile ${profile}`;
  return {
    name: `${names.length === 0 ? 'nothing' : names.join(' and ')} in ${where}${region ? ', with a Region' : ''}`,
    profile,
    config: `[${header}]\n${lines(settings)}${parts.map(one => one.sections ?? '').join('')}`,
    credentials: Object.keys(credentials).length === 0 ? '' : `[${profile ?? 'default'}]\n${lines(credentials)}`,
    env: merged('env'),
    files: merged('files'),
  };
}

const names = Object.keys(kinds);
const pairs = names.flatMap((one, index) => names.slice(index + 1).map(other => [one, other]));

/** Every kind alone, with and without a Region, in the default chain and in a profile that is named; every pair by turns. */
export const combinations = [
  ...[undefined, 'dev'].flatMap(profile =>
    [false, true].flatMap(region =>
      [[], ...names.map(name => [name])].map(some => together(some, { profile, region })),
    ),
  ),
  ...pairs.map((pair, index) =>
    together(pair, { profile: index % 2 === 0 ? undefined : 'dev', region: index % 4 < 2 }),
  ),
];
