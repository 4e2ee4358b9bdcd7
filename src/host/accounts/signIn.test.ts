import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { offerSignIn } from './signIn.ts';

describe('signing in', () => {
  const source = { kind: 'profile', name: 'a; rm -rf /' } as const;
  const offered = async (given: typeof source | null, acts: readonly Act[], distrusts = false) => {
    const host = fakeHost({ known: [source], acts });
    if (distrusts) host.distrust();
    await offerSignIn(host, given);
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
