/**
 * `npm run pictures`: takes the pictures of the README, of docs/ and of the walkthrough in a real VS Code on the demo's emulator,
 * as a person who follows them sees them. Needs the packed extension: `npm run package` first.
 */
import { projectFolder } from '../harness/paths.ts';
import { scenes } from './scenes.ts';

for (const scene of Object.values(scenes)) await scene(projectFolder);
process.exit(0);
