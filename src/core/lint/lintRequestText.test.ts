import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse.ts';
import type { WriteOperation } from '../model/operations.ts';
import { lintRequest } from './lintRequest.ts';
import { lintRequestText, rangeAt, requestInText } from './lintRequestText.ts';

const context = { today: '2026-11-22', account: '111122223333', region: 'eu-west-1' };
const vault: WriteOperation = 'SetVaultNotifications';
const device: WriteOperation = 'CreatePushNotificationRegistration';
const rulesOf = (operation: WriteOperation, text: string) =>
  lintRequestText(operation, text, {}, context).findings.map(
    ({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`,
  );
const topic = 'arn:aws:sns:eu-west-1:111122223333:jobs';

describe('the text of a request', () => {
  it('is judged by rules and schema, each pointer once', () => {
    const text = `{
  // who is told
  "vaultName": "a/b",
  "vaultNotificationConfig": { "SNSTopic": "${topic}", "Events": ["ArchiveRetrievalCompleted", "Gone"] },
}`;
    const { findings, request } = lintRequestText(vault, text, {}, context);
    expect(findings.map(({ rule, pointer, start, end }) => [rule, pointer, text.slice(start, end)])).toEqual([
      ['vault/vault-name', '/vaultName', expect.stringContaining('/')],
      ['vault/event-name', '/vaultNotificationConfig/Events/1', '"Gone"'],
    ]);
    expect(request).toMatchObject({ vaultName: 'a/b' });
  });

  it.each([
    ['no JSON at all', '{', ['error document/syntax ']],
    ['no object', '[]', ['error document/wrong-type ']],
    [
      'without anything',
      '{}',
      [`error document/missing-key /vaultName`, `error document/missing-key /vaultNotificationConfig`],
    ],
  ])('is told to be %s', (_name, text, expected) => {
    expect(rulesOf(vault, text)).toEqual(expected);
    expect(requestInText('[]')).toBeUndefined();
  });

  it('may leave a secret open, where a request that is sent may not', () => {
    const request = {
      InstanceId: 'i-1',
      ClientToken: 'once',
      PinpointAppArn: 'arn:aws:mobiletargeting:eu-west-1:111122223333:apps/a',
      DeviceToken: '${secret:DeviceToken}',
      DeviceType: 'GCM',
      ContactConfiguration: { ContactId: 'c-1', ParticipantRole: 'CUSTOMER' },
    };
    expect(rulesOf(device, JSON.stringify(request))).toEqual([]);
    expect(lintRequest(device, request, context)).toMatchObject([
      { rule: 'document/placeholder', severity: 'error', pointer: '/DeviceToken' },
    ]);
  });

  it('leads from a pointer to the value, or to what should hold it', () => {
    const text = '{"a": {"b/c": [1, "x"]}}';
    const { root } = parseJson(text);
    if (root === undefined) throw new Error(text);
    const at = (pointer: string) => {
      const { start, end } = rangeAt(pointer, root);
      return `${start}:${text.slice(start, end)}`;
    };
    expect(['', '/a', '/a/b~1c/1', '/a/none', '/none'].map(at)).toEqual(['0:{', '6:{', '18:"x"', '6:{', '0:{']);
  });
});
