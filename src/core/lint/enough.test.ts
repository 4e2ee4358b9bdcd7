import { expect, test } from 'vitest';
import { lintText } from './lintText.ts';
import { rules } from './ruleTable.ts';

const three = (piece: (at: number) => string): string => [1, 2, 3].map(piece).join();
const events = (list: string): string => `{"SNSTopic":"arn:aws:sns:eu-west-1:444455556666:a","Events":[${list}]}`;
const accounts = (list: string): string => `{"accounts":{${list}}}`;

/** Each has three places that the rule speaks of. */
test.each([
  [
    'document/missing-key',
    'a.notifications.json',
    accounts(`"444455556666":{"regions":{"eu-west-1":{"vaults":{${three(at => `"v${at}":{}`)}}}}}`),
  ],
  [
    'document/wrong-type',
    'a.notifications.json',
    accounts(`"444455556666":{"regions":{"eu-west-1":{"vaults":{${three(at => `"v${at}":1`)}}}}}`),
  ],
  ['document/duplicate-key', 'a.vault-notifications.json', `{${three(() => '"vaultName":"a"')},"vaultName":"b"}`],
  ['fleet/account', 'a.notifications.json', accounts(three(at => `"4444555${at}":{}`))],
  ['fleet/no-hubs', 'a.notifications.json', accounts(three(at => `"44445555666${at}":{"notificationHubs":[]}`))],
  ['vault/event-name', 'notificationconfig.json', events(three(at => `"x${at}"`))],
  ['vault/duplicate-event', 'notificationconfig.json', events(`"a",${three(() => '"a"')}`)],
] as const)('%s goes on as long as it is listened to, and no longer', (id, fileName, text) => {
  const { document } = lintText(text, { fileName }, { today: '2026-10-01' });
  const rule = rules.find(one => one.id === id);
  if (document === undefined || rule === undefined) throw new Error(`no ${id}`);
  const said = (isHeard: boolean): number => {
    let count = 0;
    const report = () => {
      count += 1;
      return isHeard;
    };
    const context = { today: '2026-10-01' };
    if (rule.about === 'document') rule.check(document, report, context);
    else if (rule.about !== 'value') for (const one of document.subjects) rule.check(one, report, context);
    return count;
  };
  expect([said(true), said(false)]).toEqual([3, 1]);
});
