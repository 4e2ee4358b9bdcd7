import { describe, expect, it } from 'vitest';
import { kinds } from '../../core/kinds/table.ts';
import { parseListOptions } from './listOptions.ts';

describe('the options of list', () => {
  it('mean the default chain, all Regions and all kinds where nothing is named', () => {
    expect(parseListOptions([])).toEqual({
      sources: [{ kind: 'default' }],
      regions: null,
      kinds: new Set(kinds.map(({ id }) => id)),
      format: 'text',
      everywhere: false,
      index: false,
    });
  });

  it('can be repeated, and count once what is named twice', () => {
    const args =
      '--profile=b --profile a --profile b --region eu-west-1 --region eu-west-1 --kind hub --kind vault --json';
    expect(parseListOptions(args.split(' '))).toEqual({
      sources: [
        { kind: 'profile', name: 'b' },
        { kind: 'profile', name: 'a' },
      ],
      regions: ['eu-west-1'],
      kinds: new Set(['hub', 'vault']),
      format: 'json',
      everywhere: false,
      index: false,
    });
  });

  it('mean every profile with --all-profiles', () => {
    expect(parseListOptions(['--all-profiles']).sources).toBeNull();
  });

  it.each(['text', 'json', 'csv', 'markdown'] as const)('take --format %s', format => {
    expect(parseListOptions(['--format', format]).format).toBe(format);
  });

  it.each([
    [['--format', 'xml'], "'xml' is not a format"],
    [['--json', '--format', 'csv'], 'Use --json or --format'],
  ])('refuse %j', (args, message) => {
    expect(() => parseListOptions(args)).toThrow(message);
  });
});
