/**
 * How long activation takes as VS Code sees it, beside an extension that does nothing: copies of both in one extension
 * host, activated in turn.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { runInServer } from '../harness/hostTests.ts';
import { projectFolder } from '../harness/paths.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { copyName, ROUNDS } from './inHost/copies.ts';

/** Gives what it registered, so that it can be taken back and the next copy finds room. */
const wrappers = {
  control: 'exports.activate = context => context;',
  ours: "exports.activate = context => (require('./dist/extension.js').activate(context), context);",
} as const;

const run = await openRunFolder('bench');
try {
  const installed: Record<string, string> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of ['control', 'ours'] as const) {
      const name = copyName(kind, round);
      installed[`${manifest.publisher}.${name}-${manifest.version}`] = await copy(kind, name);
    }
  }
  const extension = await copy('control', 'activation-host');
  const suite = { files: ['test/bench/inHost/activation.host.test.ts'], extension, installed };
  const show = (text: string) => process.stdout.write(text);
  const { failures } = await runInServer(vscodeReleases.current, { run, filters: [], show }, suite);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await run.close();
}

/** An extension that nothing activates but a call. It contributes no more than activation reads, so that copies do not meet. */
async function copy(kind: keyof typeof wrappers, name: string): Promise<string> {
  const folder = join(run.folder, name);
  await mkdir(folder);
  const { version, publisher, engines } = manifest;
  const contributes = kind === 'ours' ? { commands: manifest.contributes.commands } : {};
  const own = { name, version, publisher, engines, main: './main.js', activationEvents: [], contributes };
  await writeFile(join(folder, 'package.json'), JSON.stringify(own));
  await writeFile(join(folder, 'main.js'), `${wrappers[kind]}\n`);
  if (kind === 'ours') await cp(join(projectFolder, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}
