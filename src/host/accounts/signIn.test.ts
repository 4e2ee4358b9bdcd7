import { describe, expect, it } from 'vitest';
import { type FakeParts, fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryDiscoveries, InMemorySignIns, sessionIn } from '../../../test/support/inMemorySignIns.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { AccessError } from '../../core/model/errors.ts';
import { addProfilesFor, nameGroups } from './discovered.ts';
import { showAccountsOfSignIn, signInFor, signOut } from './signIn.ts';
import { signInWithCli } from './signInWithCli.ts';

const sso = (accountId: string, role: string, session = 'corp') => ({ kind: 'sso', session, accountId, role }) as const;
const dev = { kind: 'profile', name: 'dev' } as const;
const ADDRESS = 'https://oidc.example/authorize';
const PAGE = 'https://oidc.example/device?user_code=ABCD-EFGH';

function set(more: FakeParts = {}, known = [sessionIn('over')]) {
  const signIns = new InMemorySignIns();
  signIns.known = [...known];
  const discoveries = new InMemoryDiscoveries();
  const host = fakeHost({ signIns, discoveries, ...more });
  const chosen: (readonly unknown[])[] = [];
  host.shown.choose = async picked => void chosen.push(picked);
  return { host, signIns, discoveries, chosen };
}

describe('signing in for an account', () => {
  it('goes through the browser on this computer, and asks nothing else', async () => {
    const { host, signIns } = set();
    await signInFor(host, dev);
    expect(signIns.asked).toEqual(['signIn {"kind":"profile","name":"dev"} browser']);
    expect(host.done).toEqual([`browse ${ADDRESS}`, 'shown', 'look']);
    expect([host.prompter.asked, host.prompter.told, host.prompter.chosen]).toEqual([[], [], []]);
  });

  it.each<readonly [string, Act, readonly string[]]>([
    [
      'Copy Code and Open Page',
      { press: 'Copy Code and Open Page' },
      ['copy ABCD-EFGH', `browse ${PAGE}`, 'shown', 'look'],
    ],
    ['Copy Code', { press: 'Copy Code' }, ['copy ABCD-EFGH', 'shown', 'look']],
    ['nothing', 'stop', []],
  ])('shows a code where the browser is elsewhere; a person presses %s', async (_what, act, done) => {
    const { host, signIns } = set({ isRemote: true, acts: [act] });
    await signInFor(host, sso('111122223333', 'Admin'));
    expect(signIns.asked).toEqual(['signIn {"kind":"session","session":"corp"} device']);
    expect(host.done).toEqual(done);
    expect(host.prompter.chosen[0]?.message).toBe('Your code is ABCD-EFGH');
    if (done.length > 0) expect(host.prompter.said).toContain('Confirm the code ABCD-EFGH in your browser');
    expect(host.prompter.told).toEqual([]);
  });

  it('gives the address to copy where no browser opens', async () => {
    const { host } = set({ browses: false, acts: [{ press: 'Copy Address' }] });
    await signInFor(host, dev);
    expect(host.done).toEqual([`browse ${ADDRESS}`, `copy ${ADDRESS}`, 'shown', 'look']);
  });

  const taken = ['copy ABCD-EFGH', 'shown', 'look'];

  it('takes a code where a person prefers it to an address that no browser opens', async () => {
    const { host, signIns } = set({ browses: false, acts: [{ press: 'Use a Code Instead' }, { press: 'Copy Code' }] });
    await signInFor(host, dev);
    expect(signIns.asked.map(one => one.split(' ').at(-1))).toEqual(['browser', 'device']);
    expect([host.done.slice(1), host.prompter.told]).toEqual([taken, []]);
  });

  it('offers a code to who cancels since the browser never comes back, and goes on from there', async () => {
    const acts = [{ pick: 'corp' }, { press: 'Copy Code' }, { tick: ['prod'] }];
    const { host, signIns, chosen } = set({ acts });
    signIns.given = { accounts: [{ id: '111122223333', name: 'prod', roles: ['Admin'] }], problems: [] };
    host.prompter.stopsAt = said => said.startsWith('Continue in your browser');
    await signInFor(host, null);
    expect([host.done, chosen]).toEqual([[`browse ${ADDRESS}`], []]);
    expect(host.prompter.told).toMatchObject([{ tone: 'information', text: expect.stringContaining('A code works') }]);
    await host.prompter.press('Use a Code Instead');
    expect(host.done.slice(1, 4)).toEqual(taken);
    expect(chosen).toEqual([[sso('111122223333', 'Admin')]]);
  });

  it.each([
    [true, ['Try Again']],
    [false, ['Try Again', 'Use a Code Instead']],
  ])(
    'says that nobody was there in time, and begins again at a press; on another computer: %s',
    async (isRemote, next) => {
      const { host, signIns } = set({
        isRemote,
        acts: isRemote ? [{ press: 'Copy Code' }, { press: 'Copy Code' }] : [],
      });
      signIns.missed = 1;
      await signInFor(host, dev);
      expect(host.prompter.told).toMatchObject([{ tone: 'warning', next: next.map(label => ({ label })) }]);
      expect(host.prompter.told[0]?.text).toBe('Not signed in. Nobody was there. Sign in again when you are ready.');
      await host.prompter.press('Try Again');
      expect([signIns.asked.length, host.prompter.told.length, host.done.slice(-2)]).toEqual([2, 1, ['shown', 'look']]);
    },
  );

  it('joins one that is under way, and asks nothing of its own', async () => {
    const { host, signIns } = set({ isRemote: true, acts: [{ press: 'Copy Code' }, { press: 'Copy Code' }] });
    const other = sso('111122223333', 'Admin');
    await Promise.all([signInFor(host, dev), signInFor(host, other)]);
    expect([signIns.asked.length, host.prompter.chosen.length]).toEqual([1, 1]);
    await signInFor(host, other);
    expect([signIns.asked.length, host.prompter.unused]).toEqual([2, []]);
  });

  it.each([
    [0, [sso('111122223333', 'Admin')]],
    [1, undefined],
  ])('goes on where another one, of which %d fail, comes to its end', async (missed, shown) => {
    const acts: Act[] = [{ press: 'Copy Code' }, { tick: ['prod'] }];
    const { host, signIns, chosen } = set({ isRemote: true, acts });
    signIns.missed = missed;
    signIns.given = { accounts: [{ id: '111122223333', name: 'prod', roles: ['Admin'] }], problems: [] };
    await Promise.all([signInFor(host, dev), showAccountsOfSignIn(host)]);
    expect([chosen[0], signIns.asked.length, host.prompter.told.length]).toEqual([shown, 1, missed]);
  });

  it('is given up with the address, and says that a code would do', async () => {
    const { host } = set({ browses: false, acts: ['stop'] });
    await signInFor(host, dev);
    expect(host.done).toEqual([`browse ${ADDRESS}`]);
    expect(host.prompter.told).toMatchObject([{ tone: 'information', next: [{ label: 'Use a Code Instead' }] }]);
  });

  it('fails with what is no matter of the person', async () => {
    const { host, signIns } = set();
    const failure = new AccessError('unreachable', 'no network');
    signIns.signIn = () => Promise.reject(failure);
    await expect(signInFor(host, dev)).rejects.toBe(failure);
    expect(host.prompter.told).toEqual([]);
  });

  it('is the AWS CLI’s where the account hangs on no sign-in of IAM Identity Center', async () => {
    const { host, signIns } = set({ acts: [{ pick: 'aws login' }] });
    await signInFor(host, { kind: 'default' });
    expect([signIns.asked, host.done]).toEqual([[], ['run ["aws","login"]']]);
  });
});

describe('signing in with what a person picks', () => {
  const accounts = [
    { id: '111122223333', name: 'shop-prod', roles: ['Admin', 'Reader'] },
    { id: '444455556666', name: 'shop-test', roles: ['Reader'] },
    { id: '777788889999', name: 'Sandbox', roles: ['Admin'] },
  ];

  it('leads to the accounts that it gives, which are shown and remembered', async () => {
    const kept = [sso('444455556666', 'Reader'), sso('1'.repeat(12), 'Gone'), dev];
    const acts = [{ pick: 'corp' }, { tick: ['Sandbox', 'shop-test'] }];
    const { host, signIns, discoveries, chosen } = set({ acts, shown: kept });
    signIns.given = { accounts, problems: ['The roles in x cannot be read: no'] };
    await signInFor(host, null);
    expect(host.prompter.asked[1]?.offered).toEqual(['[ ] shop-prod', '[ ] shop-prod', '[x] shop-test', '[ ] Sandbox']);
    expect(discoveries.kept).toMatchObject([{ session: 'corp', accounts }]);
    expect(host.prompter.told).toMatchObject([{ tone: 'warning', text: 'The roles in x cannot be read: no' }]);
    // What this sign-in gave before and gives no more is shown no more.
    expect(chosen).toEqual([[dev, sso('444455556666', 'Reader'), sso('777788889999', 'Admin')]]);
  });

  it('can be a portal that no config knows', async () => {
    const url = 'https://new.awsapps.com/start';
    const acts = [{ pick: 'Another access portal…' }, { type: url }, { type: 'europe' }, { type: 'eu-west-1' }];
    const { host, signIns } = set({ acts });
    await signInFor(host, null);
    expect(signIns.asked).toEqual([`signIn {"kind":"start-url","startUrl":"${url}","region":"eu-west-1"} browser`]);
    expect(host.prompter.faults).toEqual(['Enter a Region, such as eu-west-1.']);
    expect(host.prompter.told).toMatchObject([{ text: `${url} gives access to no account.` }]);
  });

  it.each<readonly [string, readonly Act[], readonly string[]]>([
    ['its address is not given', ['stop'], []],
    ['its Region is not given', [{ type: 'https://a/start' }, 'stop'], []],
    [
      'its address is mended',
      [
        { type: 'http://a/start' },
        { type: 'https://a/start' },
        'back',
        { type: ' https://b/start ' },
        { type: ' eu-west-1 ' },
      ],
      ['signIn {"kind":"start-url","startUrl":"https://b/start","region":"eu-west-1"} browser'],
    ],
  ])('by a portal’s address asks until all is there, or nothing where %s', async (_what, acts, asked) => {
    const { host, signIns } = set({ acts: [{ pick: 'Another access portal…' }, ...acts] });
    await signInFor(host, null);
    expect([signIns.asked, host.prompter.unused]).toEqual([asked, []]);
  });

  it('is not asked for where the sign-in lasts', async () => {
    const { host, signIns, chosen } = set({ acts: [{ tick: ['Sandbox'] }], shown: [dev] }, [sessionIn('good')]);
    signIns.given = { accounts, problems: [] };
    await showAccountsOfSignIn(host);
    expect(signIns.asked).toEqual([]);
    expect(chosen).toEqual([[dev, sso('777788889999', 'Admin')]]);
  });
});

describe('signing out', () => {
  it('ends the sign-in that is picked, and forgets what it gave', async () => {
    const { host, signIns } = set({ acts: [{ pick: 'corp' }] }, [sessionIn('good'), sessionIn('none', 'other')]);
    await signOut(host);
    expect(host.prompter.asked[0]?.offered).toHaveLength(1);
    expect(signIns.asked).toEqual(['signOut corp', 'forget']);
    expect(host.prompter.told).toEqual([]);
  });

  it('says where the portal could not be told', async () => {
    const { host, signIns } = set({ acts: [{ pick: 'corp' }] }, [sessionIn('good')]);
    signIns.untold = new AccessError('unreachable', 'no network');
    await signOut(host);
    expect(host.prompter.told[0]?.text).toContain('may still be open there: no network');
  });
});

describe('profiles for what a sign-in gave', () => {
  const accounts = [{ id: '111122223333', name: 'prod', roles: ['Admin', 'Reader'] }];

  it.each([[true], [false]])('are shown whole, and added where the person says so: %s', async yes => {
    const { host, signIns, discoveries } = set({ acts: [{ tick: [] }, { tick: ['prod', 'prod'] }], yes });
    discoveries.kept = [{ session: 'corp', listedAt: '', accounts }];
    await addProfilesFor(host);
    expect(host.prompter.faults).toEqual(['Choose at least one account.']);
    expect([...host.texts.values()]).toEqual(['[profile prod-Admin]\n[profile prod-Reader]\n']);
    expect(host.prompter.confirmed[0]?.message).toBe('Add prod-Admin, prod-Reader to /home/ada/.aws/config?');
    expect(signIns.asked).toEqual(yes ? ['add prod-Admin prod-Reader'] : []);
  });
});

describe('the AWS CLI’s sign-in', () => {
  const source = { kind: 'profile', name: 'a; rm -rf /' } as const;
  const offered = async (given: typeof source | null, acts: readonly Act[], distrusts = false) => {
    const host = fakeHost({ known: [source], acts });
    if (distrusts) host.distrust();
    await signInWithCli(host, given);
    return host;
  };

  it('runs the chosen command with the profile as one argument, however it is named', async () => {
    const { done } = await offered(null, [{ pick: 'a; rm -rf /' }, { pick: 'aws sso login --profile a; rm -rf /' }]);
    expect(done).toEqual(['run ["aws","sso","login","--profile","a; rm -rf /"]']);
  });

  it('runs nothing unasked, and nothing in an untrusted workspace', async () => {
    const given = await offered(source, ['stop']);
    const untrusted = await offered(source, [], true);
    expect([...given.done, ...untrusted.done]).toEqual([]);
    expect(untrusted.prompter.told[0]?.next.map(({ label }) => label)).toEqual(['Manage Workspace Trust']);
  });
});

describe('groups of names', () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [
      ['shop-prod', 'shop-test', 'Sandbox'],
      ['shop', 'shop', ''],
    ],
    [
      ['data-lake-prod', 'data-lake-test', 'Data-Lake'],
      ['data-lake', 'data-lake', 'data-lake'],
    ],
    [
      ['Shop.prod', 'shop test', 'pay_a', 'pay/b'],
      ['Shop', 'Shop', 'pay', 'pay'],
    ],
    [
      ['alone-1', 'other-1'],
      ['', ''],
    ],
    [
      ['same', 'same', '', '-', '-'],
      ['same', 'same', '', '', ''],
    ],
  ])('of %j are %j', (names, groups) => {
    expect(nameGroups(names)).toEqual(groups);
  });
});
