import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the project is published, after `publishing.json`: `repository`, the https address of a repository on GitHub, and
 * `branch`, from which pictures and documents are shown. It holds a placeholder until someone publishes.
 *
 * @param {string} root The project's folder.
 * @returns Members of package.json, and where the README's links and pictures lead on the marketplaces.
 * @throws Where the address is not of that form.
 */
export function publishing(root) {
  const { repository, branch } = JSON.parse(readFileSync(join(root, 'publishing.json'), 'utf8'));
  if (!/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./-]+$/.test(branch)) {
    throw new Error('publishing.json: the repository is no https address of GitHub, or the branch no name');
  }
  return {
    members: {
      repository: { type: 'git', url: `${repository}.git` },
      bugs: { url: `${repository}/issues` },
      homepage: `${repository}#readme`,
    },
    links: `${repository}/blob/${branch}`,
    pictures: `${repository}/raw/${branch}`,
  };
}
