import { externalDataInterceptor } from '@smithy/core/config';
import type { Settings } from '../config/profiles.ts';

/** Where the SDK's own providers find what we read for them. */
export interface VirtualFiles {
  readonly filepath: string;
  readonly configFilepath: string;
  readonly profile: string;
}

/** Names that the SDK's own reader of config files takes; it drops a section of any other. */
const SDK_NAME = /^[\w\-@+.%:/]+$/;

let counter = 0;

const section = (header: string, settings: Settings): string =>
  [`[${header}]`, ...[...settings].map(([name, value]) => `${name} = ${value}`)].join('\n');

/** The name under which the SDK can be told of a profile or session. */
export function sdkName(name: string, otherwise: string): string {
  return SDK_NAME.test(name) ? name : otherwise;
}

/**
 * Lends the SDK's providers one profile and its SSO session as if they stood in files: those providers read files
 * themselves, which fails for names with spaces, ignores a given environment, and keeps what was read for the life
 * of the process. Nothing is written to disk.
 */
export async function withVirtualConfig<T>(
  profile: { readonly name: string; readonly settings: Settings },
  session: { readonly name: string; readonly settings: Settings } | undefined,
  use: (files: VirtualFiles) => Promise<T>,
): Promise<T> {
  counter += 1;
  const configFilepath = `virtual:config:${counter}`;
  const filepath = `virtual:credentials:${counter}`;
  const name = sdkName(profile.name, 'profile');
  const settings = new Map(profile.settings);
  if (session !== undefined) settings.set('sso_session', session.name);
  const sections = [section(`profile ${name}`, settings)];
  if (session !== undefined) sections.push(section(`sso-session ${session.name}`, session.settings));
  externalDataInterceptor.interceptFile(configFilepath, sections.join('\n'));
  externalDataInterceptor.interceptFile(filepath, '');
  try {
    return await use({ filepath, configFilepath, profile: name });
  } finally {
    const record = externalDataInterceptor.getFileRecord();
    delete record[configFilepath];
    delete record[filepath];
  }
}
