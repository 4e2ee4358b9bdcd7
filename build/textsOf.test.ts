import { describe, expect, it } from 'vitest';
import { textsOf } from './textsOf.ts';

const of = (source: string) => textsOf('src/host/planted.ts', source);

describe('the texts of a file', () => {
  it('are the literals that a translate function is called with, each once', () => {
    const source = `
      const row = { label: t => t('Vault') };
      function tell(host) {
        host.t('Copy {0} of {1}', 'a', String(2));
        l10n.t("It's done.");
        this.host.t('Vault');
        return t('{0}: {1}', ...both) + t(\`in
lines\`);
      }`;
    expect(of(source)).toEqual({
      texts: ['Vault', 'Copy {0} of {1}', "It's done.", '{0}: {1}', 'in\nlines'],
      faults: [],
    });
  });

  it('are not what other functions are called with', () => {
    expect(of("it('x'); at('x'); one.at('x'); table['t']('x'); // t('x')").texts).toEqual([]);
  });

  it.each([
    ['a name', 't(title)'],
    ['a template that holds a value', 't(`Copy ${name}`)'],
    ['a choice', "t(one ? 'Vault' : 'Vaults')"],
    ['a sum', "host.t('Copy ' + name)"],
    ['nothing', 'l10n.t()'],
  ])('cannot be %s', (_what, call) => {
    expect(of(`const a = 1;\nconst b = ${call};`)).toEqual({
      texts: [],
      faults: ['src/host/planted.ts:2: the text is no literal'],
    });
  });

  it.each(["t('Copy {0}')", "t('Copy', name)", "t('Copy {1}', name)"])('fit their values: %s', call => {
    expect(of(call).faults).toHaveLength(1);
  });

  it.each(["new UsageError('No file.')", 'new UsageError(`${file} is no file.`)'])('are in no refusal: %s', call => {
    expect(of(call).faults).toEqual([expect.stringContaining('not translated')]);
    expect(of(call.replace('(', "(t('x'), ")).faults).toEqual([]);
  });
});
