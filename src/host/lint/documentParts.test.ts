import { describe, expect, it } from 'vitest';
import { offeredWrites } from '../../core/kinds/table.ts';
import { parseJson } from '../../core/lint/parseJson.ts';
import type { Json } from '../../core/model/json.ts';
import { targetMember } from '../asking/targetMember.ts';
import { textWith } from '../documents/liveText.ts';
import { blanksIn, filled } from '../documents/requestBlanks.ts';
import { hasEditorSchema } from '../manifest/editorSchemas.ts';
import { fieldAt } from './fieldAt.ts';

describe('the live text beside a document', () => {
  const beside = (text: string, value: Json) => {
    const { root } = parseJson(text, true);
    return root === undefined ? '' : textWith(text, root, value);
  };

  it.each<[string, string, Json, string]>([
    ['nothing where all is the same', '{ "a": [1, 2] } // so', { a: [1, 2] }, '{ "a": [1, 2] } // so'],
    ['the value alone', '{\n  "a": 1, "b": [1]\n}', { b: [1], a: 2 }, '{\n  "a": 2, "b": [1]\n}'],
    ['a list as a whole', '{\n  "a": ["x"]\n}', { a: ['y'] }, '{\n  "a": [\n    "y"\n  ]\n}'],
    ['an object whose keys differ', '{"o": {"a": 1}}', { o: { b: 1 } }, '{"o": {\n  "b": 1\n}}'],
  ])('changes %s', (_what, text, value, expected) => {
    expect(beside(text, value)).toBe(expected);
  });
});

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

describe('what a request leaves to the environment', () => {
  const request = { a: '${env:ONE}', b: [{ c: 'x${env:TWO}y${env:ONE}' }], d: '${OTHER}', e: 1, f: null };

  it('is found once each', () => {
    expect(blanksIn(request)).toEqual(['ONE', 'TWO']);
  });

  it('is filled in wherever it stands, as text and never as a pattern', () => {
    const values = new Map([
      ['ONE', '$& ${env:TWO}'],
      ['TWO', '2'],
    ]);
    const expected = { a: '$& ${env:TWO}', b: [{ c: 'x2y$& ${env:TWO}' }], d: '${OTHER}', e: 1, f: null };
    expect(filled(request, values)).toEqual(expected);
  });
});

it('knows the member that names what each operation starts from', () => {
  const members = offeredWrites.map(one => [one.name, targetMember(one)]);
  expect(Object.fromEntries(members)).toMatchObject({
    SetVaultNotifications: 'vaultName',
    PutEventStream: 'ApplicationId',
    CreatePushNotificationRegistration: 'InstanceId',
    RegisterNotificationHub: undefined,
  });
});

it.each([
  ['/a/tapes.vault-notifications.json', true],
  ['C:\\a\\NotificationConfig.json', true],
  ['/emulator/111122223333/us-east-1/vault/tapes.live.json', true],
  ['/a/body.json', false],
  ['/a/my-notificationconfig.json', false],
])('knows whether a schema completes %s', (path, expected) => {
  expect(hasEditorSchema(path)).toBe(expected);
});
