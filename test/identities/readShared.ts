import { parseIni } from '../../src/aws/config/iniFile.ts';
import { type Section, sortSections } from '../../src/aws/config/profiles.ts';

type Read = Readonly<Record<string, Readonly<Record<string, string>> | null>>;

/** Sections by name: their settings without the lines that nested ones are made of; null where a fault is in one. */
function told(sections: ReadonlyMap<string, Section>): Read {
  return Object.fromEntries(
    [...sections].map(([name, { settings, fault }]) => {
      const own = [...settings].filter(([, value]) => !value.startsWith('\n'));
      return [name, fault === undefined ? Object.fromEntries(own) : null];
    }),
  );
}

/** The two shared files as we read them, in the form in which the other side tells them. */
export function readShared(config: string, credentials: string) {
  const { profiles, ssoSessions, services, faults, warnings } = sortSections(
    { path: 'config', file: parseIni(config) },
    { path: 'credentials', file: parseIni(credentials) },
  );
  return {
    ...{ profiles: told(profiles), sso_sessions: told(ssoSessions), services: told(services) },
    wrong: [...faults, ...warnings],
  };
}
