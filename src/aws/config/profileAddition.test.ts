import { chmod, lstat, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { type SsoSession, sessionAt } from '../sso/session.ts';
import { type AwsHome, makeAwsHome } from '../testing/awsHome.ts';
import { addition, addProfiles, planProfiles, type WantedProfile } from './profileAddition.ts';
import { SharedConfig } from './sharedConfig.ts';

const START_URL = 'https://corp.awsapps.com/start';
const corp: SsoSession = { name: 'corp', startUrl: START_URL, region: 'eu-west-1', mayRenew: true };
const wanted = (accountName: string, role: string, session = corp, accountId = '111122223333'): WantedProfile => ({
  source: { kind: 'sso', session: session.name ?? session.startUrl, accountId, role },
  ...{ accountName, session },
});
const section = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n`;

describe('giving roles a profile', () => {
  let home: AwsHome;
  let path = '';
  beforeEach(async () => {
    home = await makeAwsHome();
    path = new SharedConfig(home.env, new ManualClock()).files.config;
  });
  afterEach(() => home.remove());

  const plan = async (all: readonly WantedProfile[]) => {
    const config = new SharedConfig(home.env, new ManualClock());
    return planProfiles(await config.current(), config.files.config, all);
  };

  it('adds a section for each, named after account and role, and nothing else', async () => {
    await home.writeConfig(section);
    const { added, names } = await plan([wanted('Shop Prod (EU)', 'Admin'), wanted('shop', 'Read@Only')]);
    expect(names).toEqual(['Shop-Prod-EU-Admin', 'shop-Read-Only']);
    expect(added).toBe(
      `\n[profile Shop-Prod-EU-Admin]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n\n[profile shop-Read-Only]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Read@Only\n`,
    );
  });

  it('brings the section of a portal that has none, once, under a name that is free', async () => {
    await home.writeConfig('[sso-session corp]\nsso_start_url = https://other/start\nsso_region = eu-west-1\n');
    const portal = sessionAt(START_URL, 'us-east-1');
    const { added } = await plan([wanted('a', 'Admin', portal), wanted('b', 'Admin', portal, '444455556666')]);
    expect(added.match(/^\[.*\]$/gm)).toEqual(['[sso-session corp-2]', '[profile a-Admin]', '[profile b-Admin]']);
    expect(added).toContain('sso_region = us-east-1\nsso_registration_scopes = sso:account:access\n');
  });

  it('leaves out what has a profile already, and takes no name twice', async () => {
    const settings = 'sso_account_id = 111122223333\nsso_role_name = Admin\n';
    await home.writeConfig(
      `${section}[profile mine]\nsso_session = corp\n${settings}[profile SHOP-reader]\nregion = x\n`,
    );
    const { names } = await plan([
      wanted('shop', 'Admin'),
      wanted('shop', 'Reader'),
      wanted('shop', 'Reader', corp, '444455556666'),
      wanted('shop', 'Reader', corp, '444455556666'),
    ]);
    expect(names).toEqual(['shop-Reader-2', 'shop-Reader-3']);
    expect((await plan([wanted('shop', 'Admin')])).added).toBe('');
  });

  it.each([
    ['with the line breaks of Windows and a byte order mark', `\ufeff${section.replaceAll('\n', '\r\n')}`, '\r\n'],
    ['whose last line has no end', section.trimEnd(), '\n'],
    ['with comments and layout', `# mine\n\n${section}\n\n  # end\n`, '\n'],
    ['that is empty', '', '\n'],
  ])('keeps a file %s as it is, to the byte', async (_what, text, end) => {
    await writeFile(path, text);
    await chmod(path, 0o640);
    const planned = await plan([wanted('shop', 'Admin')]);
    await addProfiles(planned);
    const after = await readFile(path, 'utf8');
    expect(after).toBe(text + planned.added);
    expect(planned.added.replaceAll(end, '')).not.toMatch(/[\r\n]/);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    const { profiles } = await new SharedConfig(home.env, new ManualClock()).current();
    expect(profiles.get('shop-Admin')?.settings.get('sso_role_name')).toBe('Admin');
  });

  it('makes a file where there is none, for this person alone', async () => {
    await addProfiles(await plan([wanted('shop', 'Admin')]));
    expect((await readFile(path, 'utf8')).startsWith('[profile shop-Admin]\n')).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('adds nothing to a file that is another by now', async () => {
    await home.writeConfig(section);
    const planned = await plan([wanted('shop', 'Admin')]);
    await home.writeConfig(`${section}# mine\n`);
    await expect(addProfiles(planned)).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(path, 'utf8')).toBe(`${section}# mine\n`);
  });

  it('adds nothing through a link', async () => {
    const elsewhere = join(home.folder, 'dotfiles-config');
    await writeFile(elsewhere, section);
    await symlink(elsewhere, path);
    await expect(addProfiles(await plan([wanted('shop', 'Admin')]))).rejects.toMatchObject({ code: 'refused' });
    expect([await readFile(elsewhere, 'utf8'), (await lstat(path)).isSymbolicLink()]).toEqual([section, true]);
  });

  it('adds nothing to a file that cannot be read whole', async () => {
    await home.writeConfig('[profile broken\nregion = x\n');
    await expect(plan([wanted('shop', 'Admin')])).rejects.toMatchObject({ code: 'config-unreadable' });
  });

  it('adds nothing for a role that no role can be named', async () => {
    await expect(plan([wanted('shop', 'Admin\ncredential_process = evil')])).rejects.toMatchObject({ code: 'refused' });
  });

  it('takes no line of an account’s name for one of the file', async () => {
    await home.writeConfig(section);
    const { added } = await plan([wanted(']\ncredential_process = evil\n[', 'Admin')]);
    expect(added).not.toMatch(/^credential_process/m);
  });
});

describe('an addition', () => {
  it('of nothing is nothing', () => {
    expect(addition('text', [])).toBe('');
  });
});
