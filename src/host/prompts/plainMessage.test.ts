import { describe, expect, it } from 'vitest';
import { withoutIcons, withoutLinks } from './plainMessage.ts';

describe('text from outside', () => {
  it('makes no link in a message and no icon in a list', () => {
    expect(withoutLinks('[press](command:quit) ](')).toBe('[press] (command:quit) ] (');
    expect(withoutIcons('$(bug)$(x~spin)')).toBe('\\$(bug)\\$(x~spin)');
  });
});
