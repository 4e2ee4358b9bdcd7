import { describe, expect, it } from 'vitest';
import { ScriptedPrompter } from '../../test/support/scriptedPrompter.ts';
import { english } from '../messages/translate.ts';
import { readableJson } from './answers/readableJson.ts';
import { ChoiceMemory } from './choices.ts';
import { askMfaCode } from './credentials/mfaCode.ts';
import { offerSignIn, type SignInNeeds } from './credentials/signIn.ts';
import { Owner } from './disposables.ts';
import { withoutIcons, withoutLinks } from './prompts/plainMessage.ts';

describe('Owner', () => {
  it('disposes once, the last thing first, and goes on after a failure', () => {
    const owner = new Owner();
    const gone: number[] = [];
    owner.onDispose(() => gone.push(1));
    owner.onDispose(() => {
      throw new Error('stuck');
    });
    owner.onDispose(() => gone.push(3));
    expect(() => owner.dispose()).toThrow('stuck');
    owner.dispose();
    expect(gone).toEqual([3, 1]);
  });

  it('disposes at once what it is given after its end', () => {
    const owner = new Owner();
    owner.dispose();
    let gone = false;
    owner.onDispose(() => {
      gone = true;
    });
    expect(gone).toBe(true);
  });
});

describe('text from outside', () => {
  it('makes no link in a message and no icon in a list', () => {
    expect(withoutLinks('[press](command:quit) ](')).toBe('[press] (command:quit) ] (');
    expect(withoutIcons('$(bug)$(x~spin)')).toBe('\\$(bug)\\$(x~spin)');
  });

  it('shows invisible characters of JSON as what they are, and stays JSON', () => {
    const value = { name: 'a\u202eb\u0007\u{e0001}\u2028', at: new Date(0), list: [1] };
    const text = readableJson(value);
    expect(text).toBe(
      '{\n  "name": "a\\u202eb\\u0007\\udb40\\udc01\\u2028",\n  "at": "1970-01-01T00:00:00.000Z",\n  "list": [\n    1\n  ]\n}\n',
    );
    expect(JSON.parse(text).name).toBe(value.name);
  });
});

describe('what a person chose', () => {
  const memory = (stored: unknown) =>
    new ChoiceMemory({ get: () => stored as never, keys: () => [], update: async () => undefined });

  it('is read back, and what is no account is left out', () => {
    expect(memory({ shown: ['profile:a', 'nonsense', 7], hidden: ['emulator:111122223333'] }).accounts).toEqual({
      shown: [{ kind: 'profile', name: 'a' }],
      hidden: [{ kind: 'emulator', accountId: '111122223333' }],
    });
  });

  it.each([undefined, null, 'text', 7])('counts as nothing where %o is stored', stored => {
    expect(memory(stored).accounts).toBeNull();
  });
});

describe('the MFA code', () => {
  it('is asked until it has six digits, where nobody can read along', async () => {
    const person = new ScriptedPrompter([{ type: '12' }, { type: ' 123456 ' }]);
    expect(await askMfaCode('arn:mfa', 'prod', person, english)).toBe('123456');
    expect(person.asked[0]?.offered).toEqual(['(secret)']);
    expect(person.faults).toEqual(['A code has six digits.']);
  });

  it('is refused with a cancellation when the person gives up', async () => {
    const person = new ScriptedPrompter(['stop']);
    await expect(askMfaCode('arn:mfa', 'prod', person, english)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('signing in', () => {
  const set = (acts: ConstructorParameters<typeof ScriptedPrompter>[0], isTrusted = true) => {
    const ran: (readonly string[])[] = [];
    const prompter = new ScriptedPrompter(acts);
    const source = { kind: 'profile', name: 'a; rm -rf /' } as const;
    const needs: SignInNeeds = {
      ...{ t: english, prompter, isTrusted: () => isTrusted, manageTrust: () => undefined },
      directory: {
        list: async () => ({ sources: [{ source, configuredAccountId: null, region: null }], problems: [] }),
        initial: async () => [],
      },
      runInTerminal: (_name, program, args) => ran.push([program, ...args]),
    };
    return { ran, prompter, needs, source };
  };

  it('runs the chosen command with the profile as one argument, however it is named', async () => {
    const { ran, needs } = set([{ pick: 'a; rm -rf /' }, { pick: 'aws sso login --profile a; rm -rf /' }]);
    await offerSignIn(null, needs);
    expect(ran).toEqual([['aws', 'sso', 'login', '--profile', 'a; rm -rf /']]);
  });

  it('runs nothing unasked, and nothing in an untrusted workspace', async () => {
    const given = set(['stop']);
    await offerSignIn(given.source, given.needs);
    const untrusted = set([], false);
    await offerSignIn(untrusted.source, untrusted.needs);
    expect([...given.ran, ...untrusted.ran]).toEqual([]);
    expect(untrusted.prompter.told[0]?.next.map(({ label }) => label)).toEqual(['Manage Workspace Trust']);
  });
});
