import { describe, expect, it } from 'vitest';
import { regionOption } from './accountOptions.ts';

describe('a Region on the command line', () => {
  it.each(['us-east-1', 'eusc-de-east-1', 'us-gov-west-1', 'us-east-3', 'ap-southeast-9', 'xx-nowhere-1'])(
    'is taken: %s',
    text => {
      expect(regionOption(text)).toBe(text);
    },
  );

  it.each([
    ['us-esat-1', 'did you mean us-east-1?'],
    ['eu-wset-1', 'did you mean eu-west-1?'],
    ['us-east1', 'did you mean us-east-1?'],
    ['US-EAST-1', 'did you mean us-east-1?'],
    ['nowhere', 'one looks like eu-west-1'],
    ['', 'one looks like eu-west-1'],
  ])('is refused: %s', (text, said) => {
    expect(() => regionOption(text)).toThrow(said);
  });
});
