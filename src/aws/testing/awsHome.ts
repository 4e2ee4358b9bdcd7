import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with the two shared files, and the environment that points at it and at nothing else. */
export interface AwsHome {
  readonly folder: string;
  readonly env: Record<string, string>;
  writeConfig(text: string): Promise<void>;
  writeCredentials(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes one in the system's temporary folder. */
export async function makeAwsHome(): Promise<AwsHome> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-home-'));
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  return {
    folder,
    env: {
      HOME: folder,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    writeConfig: text => writeFile(config, text),
    writeCredentials: text => writeFile(credentials, text),
    remove: () => rm(folder, { recursive: true }),
  };
}
