import { describe, expect, it } from 'vitest';
import { offeredWrites } from '../../core/kinds/table.ts';
import { targetMember } from '../asking/draft.ts';
import { blanksIn, filledBlanks } from '../documents/requestBlanks.ts';
import { hasEditorSchema } from '../manifest/editorSchemas.ts';
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
    expect(filledBlanks(request, values)).toEqual(expected);
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
