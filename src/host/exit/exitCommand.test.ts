import { expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { settle } from '../../../test/support/manualClock.ts';
import { trustPolicy } from '../../../test/support/policies.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import { commands } from './commands.ts';

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const staging: AccountSource = { kind: 'profile', name: 'staging' };
const regions = [region('us-east-1'), region('eu-west-1')];

function estate() {
  const aws = new InMemoryGateway();
  const stream = { DestinationStreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks', RoleArn: 'arn:r' };
  aws.account('111122223333', prod).app('us-east-1', 'a1', 'shop', stream).app('eu-west-1', 'a2', 'laden', stream);
  aws.account('444455556666', staging).roles.set('left', trustPolicy('pinpoint.amazonaws.com'));
  return aws;
}

async function window() {
  const host = fakeHost({ aws: estate(), shown: [prod, staging], regions });
  host.explorer.show([prod, staging], regions);
  host.explorer.children(accountPath(prod));
  await settle();
  await settle();
  return host;
}

const page = (host: { readonly texts: ReadonlyMap<string, string> }) => host.texts.get('Pinpoint exit report') ?? '';

it('tells of all accounts shown from the palette', async () => {
  const host = await window();
  await commands.exitReport(host, { path: undefined, selected: [] });
  expect(page(host)).toMatch(/shop \(a1\)[\s\S]*role\/left/);
});

it('tells of one account alone from its row, and of one Region from a row below it', async () => {
  const host = await window();
  const account = accountPath(prod);
  await commands.exitReport(host, { path: account, selected: [account] });
  expect(page(host)).toContain('laden (a2)');
  expect(page(host)).not.toContain('role/left');
  const below = `${account}/region/eu-west-1`;
  host.explorer.children(below);
  await commands.exitReport(host, { path: below, selected: [`${below}/app`] });
  expect(page(host)).toContain('laden (a2)');
  expect(page(host)).not.toContain('shop (a1)');
});

it('says that no account is shown rather than reporting on none', async () => {
  const host = fakeHost();
  await commands.exitReport(host, { path: undefined, selected: [] });
  expect(host.prompter.told).toMatchObject([{ text: 'No accounts selected. Choose accounts first.' }]);
  expect(page(host)).toBe('');
});
