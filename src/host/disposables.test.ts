import { describe, expect, it } from 'vitest';
import { Owner } from './disposables.ts';

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
