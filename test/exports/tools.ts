import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a program is here; says what is skipped where it is not. */
export async function toolIsHere(program: string, args: readonly string[], skipped: string): Promise<boolean> {
  const isHere = await run(program, [...args]).then(
    () => true,
    () => false,
  );
  if (!isHere) process.stderr.write(`Skipped: there is no ${program} here ${skipped}.\n`);
  return isHere;
}

/** How a program ended. */
export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with nothing but these variables. */
export function runTool(
  program: string,
  args: readonly string[],
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { env: { ...env }, cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** Where this machine keeps Terraform's AWS provider for use without a network: the folder that holds `registry.terraform.io`. */
export const pluginFolder = [process.env.TF_PLUGIN_FOLDER, '/opt/tf-plugins', '/usr/share/terraform/plugins'].find(
  folder => folder !== undefined && existsSync(`${folder}/registry.terraform.io/hashicorp/aws`),
);
