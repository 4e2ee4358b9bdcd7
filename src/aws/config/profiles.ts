import type { IniFile, IniSection } from './iniFile.ts';

/** Settings of one section by name. */
export type Settings = ReadonlyMap<string, string>;

/** What the two shared files say, told apart by kind of section. */
export interface Profiles {
  /** Profiles by name, settings of the credentials file over those of the config file. */
  readonly profiles: ReadonlyMap<string, Settings>;
  readonly ssoSessions: ReadonlyMap<string, Settings>;
  /** The `[services NAME]` sections, which hold endpoints. */
  readonly services: ReadonlyMap<string, Settings>;
}

type SectionKind = 'profile' | 'sso-session' | 'services';

interface NamedSection {
  readonly kind: SectionKind;
  readonly name: string;
}

const unquoted = (name: string): string => {
  const quote = name[0];
  const whole = name.length >= 2 && (quote === '"' || quote === "'") && name.endsWith(quote);
  return whole ? name.slice(1, -1) : name;
};

/**
 * What a header of the config file names. Only `default` and `profile NAME` are profiles there; `[plugins]`,
 * `[preview]` and the like are the AWS CLI's own.
 */
function configSection(header: string): NamedSection | undefined {
  if (header === 'default') return { kind: 'profile', name: 'default' };
  const match = /^(profile|sso-session|services)\s+(.+)$/s.exec(header);
  if (match === null) return undefined;
  const name = unquoted((match[2] ?? '').trim());
  if (name === '') return undefined;
  return { kind: match[1] === 'sso-session' ? 'sso-session' : match[1] === 'services' ? 'services' : 'profile', name };
}

const merge = (into: Map<string, Map<string, string>>, name: string, section: IniSection): void => {
  const settings = into.get(name) ?? new Map<string, string>();
  for (const [key, value] of section.settings) settings.set(key, value);
  into.set(name, settings);
};

/**
 * Sorts the sections of both files. In the credentials file a section is a profile under its bare name, spaces and
 * parentheses included; sessions and services are kept apart there too. `[profile default]` wins over `[default]`.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function sortSections(config: IniFile, credentials: IniFile): Profiles {
  const found = { profile: new Map(), 'sso-session': new Map(), services: new Map() } satisfies Record<
    SectionKind,
    Map<string, Map<string, string>>
  >;
  const explicitDefault = config.sections.some(
    ({ header }) => header !== 'default' && configSection(header)?.name === 'default' && header.startsWith('profile'),
  );
  for (const section of config.sections) {
    if (section.header === 'default' && explicitDefault) continue;
    const named = configSection(section.header);
    if (named !== undefined) merge(found[named.kind], named.name, section);
  }
  for (const section of credentials.sections) {
    const named = configSection(section.header);
    if (named === undefined || named.kind === 'profile') merge(found.profile, section.header, section);
    else merge(found[named.kind], named.name, section);
  }
  return { profiles: found.profile, ssoSessions: found['sso-session'], services: found.services };
}

/**
 * The account that a profile's own settings name: `sso_account_id`, the account of `role_arn`, or
 * `aws_account_id`. Twelve digits, or null. Nothing is asked.
 */
export function configuredAccountId(settings: Settings): string | null {
  const role = /^arn:[^:]+:iam::(\d{12}):/.exec(settings.get('role_arn') ?? '')?.[1];
  const login = /^arn:[^:]+:[^:]+::(\d{12}):/.exec(settings.get('login_session') ?? '')?.[1];
  const id = role ?? settings.get('sso_account_id') ?? login ?? settings.get('aws_account_id');
  return id !== undefined && /^\d{12}$/.test(id) ? id : null;
}
