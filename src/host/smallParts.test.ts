import { describe, expect, it } from 'vitest';
import { ScriptedPrompter } from '../../test/support/scriptedPrompter.ts';
import type { NodeModel } from '../core/inventory/nodes.ts';
import { AccessError } from '../core/model/errors.ts';
import { english } from '../messages/translate.ts';
import { ChoiceMemory, IdMemory } from './accounts/choices.ts';
import { askMfaCode } from './accounts/mfaCode.ts';
import { offerSignIn, type SignInNeeds } from './accounts/signIn.ts';
import { Owner } from './disposables.ts';
import { readableJson } from './editor/readableJson.ts';
import { followModel } from './followModel.ts';
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

describe('the ids of accounts met before', () => {
  it('are kept, written only when they change, and never for the emulator', async () => {
    const stored = new Map<string, unknown>();
    let writes = 0;
    const update = async (key: string, value: unknown) => {
      writes += 1;
      stored.set(key, value);
    };
    const memory = new IdMemory({ get: (key: string) => stored.get(key) as never, keys: () => [], update });
    const prod = { kind: 'profile', name: 'prod' } as const;
    expect(memory.of(prod)).toBeNull();
    await memory.remember(prod, '111122223333');
    await memory.remember(prod, '111122223333');
    await memory.remember({ kind: 'emulator', accountId: '444455556666' }, '444455556666');
    expect([memory.of(prod), writes]).toEqual(['111122223333', 1]);
    stored.set('accountIds', { 'profile:prod': 'nonsense' });
    expect(memory.of(prod)).toBeNull();
  });
});

describe('following the model', () => {
  it('remembers accounts met and logs each failure once', () => {
    const error = new AccessError('access-denied', 'no', { region: 'eu-west-1', operation: 'ListVaults' });
    const nodes = new Map<string, unknown>([
      ['a', { type: 'account', state: 'ready', accountId: '111122223333', source: { kind: 'default' }, error: null }],
      ['g', { type: 'group', error }],
      ['n', { type: 'note', error }],
    ]);
    let tell: (paths: readonly string[] | undefined) => void = () => undefined;
    const met: string[] = [];
    const logged: string[] = [];
    const stop = followModel(
      {
        node: (path: string) => nodes.get(path),
        roots: () => ['a'],
        onDidChange: (listener: typeof tell) => {
          tell = listener;
          return () => undefined;
        },
      } as unknown as NodeModel,
      {
        met: (_source, id) => met.push(id),
        log: { info: () => undefined, warn: (_text, detail = '') => logged.push(detail), error: () => undefined },
      },
    );
    tell(undefined);
    tell(['g', 'n', 'gone']);
    stop();
    expect(met).toEqual(['111122223333']);
    expect(logged).toEqual([expect.stringContaining('Access denied · eu-west-1 · ListVaults')]);
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
