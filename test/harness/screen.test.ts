import { describe, expect, it } from 'vitest';
import { Screen } from './screen.ts';

describe('the terminal of sections that run side by side', () => {
  it('shows at once what the first says, and what the next said as soon as the first has ended', () => {
    const shown: string[] = [];
    const screen = new Screen(text => shown.push(text));
    const [first, second, third] = [screen.open('wire'), screen.open('host'), screen.open('e2e')];
    second.write('h1\n');
    first.write('w1\n');
    third.write('e1\n');
    second.close();
    first.write('w2\n');
    expect(shown.join('')).toBe('\n━━ wire\nw1\nw2\n');
    first.close();
    expect(shown.join('')).toBe('\n━━ wire\nw1\nw2\n\n━━ host\nh1\n\n━━ e2e\ne1\n');
    third.write('e2\n');
    expect(shown.at(-1)).toBe('e2\n');
  });
});
