import { expect, it } from 'vitest';
import { iconsNamed } from './icons.mjs';

const rule = name => `.codicon-${name}:before { content: "\\ea60" }\n`;
const names = ['add', 'gear', 'loading', 'chevron-down', 'search', 'go-to-file', 'zap', 'archive'];
const SPIN = '.codicon-gear.codicon-modifier-spin { animation: none; }\n';

it('keeps the icons that something built names, and all else', () => {
  const texts = [
    'e("add");const k={icon:\'archive\'};i(`loading~spin`)',
    'n.className="codicon codicon-chevron-down";icon="searching"',
    '.row .codicon-go-to-file{color:red}',
    '/* a gear and zap */',
  ];
  const kept = names.filter(name => !['gear', 'search', 'zap'].includes(name));
  const css = iconsNamed(`${SPIN}${names.map(rule).join('')}`, texts);
  expect(css).toBe(`${SPIN}${kept.map(rule).join('')}`);
});
