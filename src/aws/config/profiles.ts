import { splitWords } from './commandWords.ts';
import type { IniFault, IniFile, IniSection } from './iniFile.ts';

/** Settings of one section by name. */
export type Settings = ReadonlyMap<string, string>;

/** No settings. */
export const NO_SETTINGS: Settings = new Map();

/** A section of a shared file. */
export interface Section {
  readonly settings: Settings;
  /** What is wrong in it, in words; it is not used until that is mended, since the setting that was meant may be lost. */
  readonly fault: string | undefined;
}

/** A profile as both files have it. */
export interface Profile extends Section {
  /** Settings of the credentials file over those of the config file. */
  readonly settings: Settings;
  /** Those of one file alone, for keys, which all come from the same. */
  readonly ofConfig: Settings;
  readonly ofCredentials: Settings;
}

/** What the two shared files say, told apart by kind of section. */
export interface Profiles {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** The `[services NAME]` sections, which hold endpoints. */
  readonly services: ReadonlyMap<string, Section>;
  /** The profile `default`, without settings where there is none. */
  readonly defaultProfile: Profile;
  /** What is wrong in the files, in words. */
  readonly faults: readonly string[];
  /** True where a file has strays, since what was meant for a profile may be lost to it. */
  readonly astray: boolean;
  /** What AWS's own tools would refuse or pass over, in words, though it was read. */
  readonly warnings: readonly string[];
}

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  readonly file: IniFile;
}

const KINDS = ['profile', 'sso-session', 'services'] as const;
type Kind = (typeof KINDS)[number];

/** What a header of the config file names; undefined for `[plugins]`, `[preview]` and the like, which are others'. */
function named(header: string): { readonly kind: Kind; readonly name: string | undefined } | undefined {
  if (header === 'default') return { kind: 'profile', name: header };
  const kind = KINDS.find(one => header.startsWith(one));
  if (kind === undefined) return undefined;
  const words = splitWords(header) ?? [];
  // Two quotes with nothing between them are no name either.
  return { kind, name: words.length === 2 ? words[1] || undefined : undefined };
}

const faultTexts: Readonly<Record<IniFault['kind'], (path: string, lines: string) => string>> = {
  unreadable: (path, lines) => `${path} cannot be read at line ${lines}`,
  repeated: (path, lines) => `${path} sets the same again at line ${lines}`,
  indented: (path, lines) => `${path} is indented at line ${lines}, which makes it part of the setting above`,
};

const MOST_LINES = 5;

function textsOf(path: string, faults: readonly IniFault[]): readonly string[] {
  return (['unreadable', 'repeated', 'indented'] as const).flatMap(kind => {
    const lines = [...new Set(faults.filter(one => one.kind === kind).map(({ line }) => line))];
    const more = lines.length > MOST_LINES ? ' and more' : '';
    return lines.length === 0 ? [] : [faultTexts[kind](path, `${lines.slice(0, MOST_LINES).join(', ')}${more}`)];
  });
}

const sentence = (texts: readonly string[]): string | undefined => (texts.length === 0 ? undefined : texts.join('; '));

interface Gathered {
  readonly header: string;
  readonly settings: Map<string, string>;
  readonly faults: IniFault[];
}

/** The sections of one file by name, with what AWS's tools would say of their headers. */
class Sections {
  readonly #path: string;
  readonly #warnings: string[];
  readonly #found: Map<string, Gathered> = new Map();

  constructor(path: string, warnings: string[]) {
    this.#path = path;
    this.#warnings = warnings;
  }

  add(name: string, { header, line, settings, faults }: IniSection): void {
    const known = this.#found.get(name);
    if (known?.header !== header) {
      if (known !== undefined) {
        this.#warnings.push(`${this.#path}: [${known.header}] is passed over for [${header}] (line ${line})`);
      }
      this.#found.set(name, { header, settings: new Map(settings), faults: [...faults] });
      return;
    }
    for (const [setting, value] of settings) known.settings.set(setting, value);
    known.faults.push(...faults);
  }

  names(): readonly string[] {
    return [...this.#found.keys()];
  }

  section(name: string): Section {
    const { settings = NO_SETTINGS, faults = [] } = this.#found.get(name) ?? {};
    return { settings, fault: sentence(textsOf(this.#path, faults)) };
  }

  all(): ReadonlyMap<string, Section> {
    return new Map(this.names().map(name => [name, this.section(name)]));
  }
}

function configSections({ path, file }: ReadFile, warnings: string[]): Readonly<Record<Kind, Sections>> {
  const of = {
    profile: new Sections(path, warnings),
    'sso-session': new Sections(path, warnings),
    services: new Sections(path, warnings),
  };
  for (const section of file.sections) {
    const { kind, name } = named(section.header) ?? {};
    if (kind !== undefined && name !== undefined) of[kind].add(name, section);
    else if (kind !== undefined) {
      warnings.push(
        `${path}: [${section.header}] names nothing; a name with spaces needs quotes (line ${section.line})`,
      );
    }
  }
  return of;
}

/** What is said of headers that come twice, whatever they name. */
function twice({ path, file }: ReadFile): readonly string[] {
  const seen = new Set<string>();
  return file.sections.flatMap(({ header, line }) => {
    if (seen.has(header)) {
      return [`${path}: [${header}] comes twice, which the AWS CLI refuses; the later settings count (line ${line})`];
    }
    seen.add(header);
    return [];
  });
}

/**
 * Sorts the sections of both files. In the config file only `default` and `profile NAME` are profiles, and a later
 * header of the same profile takes the place of an earlier one; in the credentials file every section is a profile under
 * its bare name.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function sortSections(config: ReadFile, credentials: ReadFile): Profiles {
  const warnings: string[] = [];
  const ofConfig = configSections(config, warnings);
  const ofCredentials = new Sections(credentials.path, warnings);
  for (const section of credentials.file.sections) ofCredentials.add(section.header, section);
  const profile = (name: string): Profile => {
    const [first, second] = [ofConfig.profile.section(name), ofCredentials.section(name)];
    const settings = new Map([...first.settings, ...second.settings]);
    const fault = sentence([first.fault, second.fault].filter(text => text !== undefined));
    return { settings, ofConfig: first.settings, ofCredentials: second.settings, fault };
  };
  const files = [config, credentials];
  const defaultProfile = profile('default');
  const names = new Set([...ofConfig.profile.names(), ...ofCredentials.names()]);
  const profiles = [...names].map(name => [name, name === 'default' ? defaultProfile : profile(name)] as const);
  for (const one of files) {
    if (one.file.hasByteOrderMark)
      warnings.push(`${one.path} starts with a byte order mark, which the AWS CLI refuses`);
    warnings.push(...twice(one));
  }
  return {
    profiles: new Map(profiles),
    defaultProfile,
    ssoSessions: ofConfig['sso-session'].all(),
    services: ofConfig.services.all(),
    faults: files.flatMap(({ path, file }) =>
      textsOf(path, [...file.strays, ...file.sections.flatMap(section => section.faults)]),
    ),
    astray: files.some(({ file }) => file.strays.length > 0),
    warnings,
  };
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
