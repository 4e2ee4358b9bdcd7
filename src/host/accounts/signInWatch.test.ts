import { afterEach, describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryDiscoveries, InMemorySignIns, sessionIn } from '../../../test/support/inMemorySignIns.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import type { SignInSession } from '../../aws/sso/signIns.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { SignInWatch } from './signInWatch.ts';

const source = { kind: 'sso', session: 'corp', accountId: '111122223333', role: 'Admin' } as const;
const other = { ...source, role: 'Reader' };

describe('the sign-ins of a window', () => {
  const watches: SignInWatch[] = [];
  afterEach(() => {
    for (const watch of watches.splice(0)) watch.dispose();
  });

  function open(known: readonly SignInSession[]) {
    const aws = new InMemoryGateway();
    for (const one of [source, other]) aws.account('111122223333', one);
    const [signIns, discoveries] = [new InMemorySignIns(), new InMemoryDiscoveries()];
    signIns.known = [...known];
    const accounts = [{ id: '111122223333', name: 'prod', roles: ['Admin'] }];
    discoveries.kept = [{ session: 'corp', listedAt: '', accounts }];
    const clock = new ManualClock();
    const host = fakeHost({ aws, signIns, discoveries, clock });
    host.explorer.show([source, other], []);
    const watch = new SignInWatch(host);
    watches.push(watch);
    let changes = 0;
    watch.onDidChange(() => {
      changes += 1;
    });
    const expand = async (one: typeof source | typeof other = source) => {
      host.explorer.children(accountPath(one));
      // The model gathers what it tells.
      await clock.advance(1000);
      await settle();
    };
    const openAccount = async (one: typeof source | typeof other = source) => {
      await expand(one);
      await watch.look();
    };
    return { watch, signIns, expand, openAccount, clock, changes: () => changes };
  }

  it('are looked at once their account was opened, and not before', async () => {
    const { watch, signIns, openAccount } = open([sessionIn('good')]);
    await watch.look();
    expect([watch.of(source), signIns.asked]).toEqual([undefined, []]);
    expect(watch.nameOf(source)).toBe('prod');
    await openAccount();
    expect(watch.of(source)).toMatchObject({ session: 'corp', state: 'good' });
    expect(watch.of(other)).toBeUndefined();
  });

  it('are looked at by themselves with each account that is opened first', async () => {
    const { watch, expand, signIns } = open([sessionIn('good')]);
    await expand(source);
    expect([watch.of(source)?.session, watch.of(other)]).toEqual(['corp', undefined]);
    const followed: unknown[] = [];
    const { ofAccount } = signIns;
    signIns.ofAccount = one => {
      followed.push(one);
      return ofAccount(one);
    };
    await expand(source);
    expect(followed).toEqual([]);
    await expand(other);
    expect(watch.of(other)?.session).toBe('corp');
  });

  it('are renewed once a minute, however many accounts hang on them', async () => {
    const { watch, signIns, openAccount, clock } = open([sessionIn('good')]);
    await openAccount(source);
    await openAccount(other);
    // Also where looking writes a file, whose change leads to another look.
    await watch.look();
    expect(signIns.asked).toEqual(['freshen']);
    clock.setBy(60_000);
    await watch.look();
    expect(signIns.asked).toEqual(['freshen', 'freshen']);
  });

  it.each(['ending', 'over'] as const)(
    'are told once where they are %s, and told no more when they are not',
    async state => {
      const { watch, signIns, openAccount, changes } = open([sessionIn(state)]);
      await openAccount(source);
      await openAccount(other);
      expect(watch.ending.map(({ session, source: of }) => [session.session, of])).toEqual([['corp', source]]);
      const before = changes();
      await watch.look();
      expect(changes()).toBe(before);
      signIns.known = [sessionIn('good')];
      await watch.look();
      expect([watch.ending, changes()]).toEqual([[], before + 1]);
    },
  );

  it('cost nothing where they cannot be followed', async () => {
    const { watch, signIns, openAccount } = open([sessionIn('good')]);
    signIns.ofAccount = () => Promise.reject(new Error('no'));
    await openAccount();
    expect(watch.of(source)).toBeUndefined();
  });
});
