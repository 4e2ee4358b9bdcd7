import { describe, expect, it } from 'vitest';
import { fieldAt } from './fieldAt.ts';

describe('the field under the cursor', () => {
  const at = (marked: string, kind: Parameters<typeof fieldAt>[1] = 'vault') => {
    const offset = marked.indexOf('|');
    const found = fieldAt(marked.replace('|', ''), kind, offset);
    return found === undefined ? undefined : `${found.kind} ${found.field} ${found.range.start}-${found.range.end}`;
  };

  it.each<[string, string | undefined]>([
    ['{"SNSTopic": "|"}', 'vault SNSTopic 13-15'],
    ['{"SNSTopic": |"x"}', undefined],
    ['{"SNSTopic": |}', 'vault SNSTopic 13-13'],
    ['{"SNSTopic": |', 'vault SNSTopic 13-13'],
    ['{"Events": [|]}', 'vault Events 12-12'],
    ['{"Events": ["a", "b|"]}', 'vault Events 17-20'],
    ['{"vaultName": "t|", "vaultNotificationConfig": {}}', 'vault vaultName 14-17'],
    ['{"other": "|"}', undefined],
    ['|', undefined],
  ])('of %s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it('knows where a fleet file puts it', () => {
    const text = '{"accounts": {"111122223333": {"regions": {"eu-west-1": {"vaults": {"t": {"SNSTopic": ""}}}}}}}';
    const found = fieldAt(text, 'fleet', text.indexOf('""') + 1);
    expect(found).toMatchObject({ field: 'SNSTopic', target: { account: '111122223333', region: 'eu-west-1' } });
  });
});
