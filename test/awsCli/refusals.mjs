import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, source } from './emulator.mjs';

/** Where nobody listens: what the AWS CLI refuses before it sends anything does not get so far. */
const NOWHERE = 'http://127.0.0.1:9';

const glacier = (operation, ...rest) => ['glacier', operation, ...rest];
const vault = ['--account-id', '-', '--vault-name', 'tapes'];
const get = (...rest) => glacier('get-vault-notifications', ...rest);
const setPolicy = policy => glacier('set-vault-access-policy', ...vault, '--policy', policy);
const policy = { Version: '2012-10-17', Statement: [] };

const CALLS = [
  get(...vault),
  get('--vault-name', 'tapes'),
  get(),
  get('--account-id', '-', '--vault-name'),
  get('--account-id', '--vault-name', 'tapes'),
  get('--account-id', '-', '--vault-name', '-v'),
  get('--acc', '-', '--vault', 'tapes'),
  get('--account_id', '-', '--account-id', '-', '--vault-name', 'tapes'),
  get(...vault, '--regio', 'us-east-1'),
  get(...vault, '--regoin', 'us-east-1'),
  get(...vault, '\u2014region'),
  get(...vault, '--vault-name=discs'),
  get('discs', ...vault),
  get(...vault, 'discs'),
  get(...vault, '--no-verify-ssl', '2'),
  get('--vault-name', 'tapes', '--cli-input-json', '{"accountId":"-"}'),
  glacier('set-vault-notifications', '--account-id', '-', '--vault', 'tapes'),
  glacier('set-vault-notifications', ...vault, '--vault-notif', 'SNSTopic=a'),
  glacier('set-vault-notifications', ...vault, '--vault-notification-confg', 'SNSTopic=a'),
  setPolicy(JSON.stringify(policy)),
  setPolicy(JSON.stringify({ Policy: JSON.stringify(policy) })),
  glacier('initiate-vault-lock', ...vault, '--policy', JSON.stringify({ Statement: [] })),
  ['notifications', 'register-notification-hub'],
  ['notifications', 'register-notification-hub', '--notification-hub-region', 'eu-west-1', '--tags', 'a=b'],
  ['notifications', 'register-notification-hub', '--notification-hub-region', 'eu-west-1', 'us-east-1'],
  ['connect', 'create-push-notification-registration', '--dev', 'x'],
  ['notifications', 'list-notification-hubs', '--no-paginate', '--max-items', '3'],
  ['notifications', 'list-notification-hubs', '--max-items', '3'],
  ['pinpoint', 'put-event-stream', '--application-id', 'a'],
  ['pinpoint', 'get-event-stream', '--application-id', 'a'],
  ['connect', 'create-push-notification-registration', '--instance-id', 'i'],
  ['connect', 'delete-push-notification-registration', '--instance-id', 'i', '--registration-id', 'r'],
];

const quoted = text => (/^[\w./:=-]+$/.test(text) ? text : `'${text}'`);

/**
 * Lets the AWS CLI and the linter judge the same calls: what the one refuses, the other says with its words, and of what
 * the one would send, the other says nothing. Gives what does not agree.
 */
export async function compareRefusals(cliAt, folder) {
  await bundle(folder, [source('core/lint/lintFile.ts'), source('messages/findingText.ts')]);
  const load = name => import(pathToFileURL(join(folder, `${name}.mjs`)).href);
  const [{ lintFile }, { findingText }] = [await load('lintFile'), await load('findingText')];
  const translate = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[index]);
  const cli = cliAt(NOWHERE);
  const wrong = [];
  for (const call of CALLS) {
    const line = ['aws', ...call.map(quoted)].join(' ');
    const { stderr } = await cli.run(call, { account: '100000000001', region: 'us-east-1' });
    const isSent = stderr.includes('Could not connect to the endpoint URL');
    const said = lintFile(line, { fileName: 'call.sh' }, { today: '2026-01-01' })
      .findings.filter(({ rule, severity }) => rule.startsWith('command/') && severity === 'error')
      .map(finding => findingText(finding, translate));
    const words = said.map(text => /“(.*?)”/.exec(text)?.[1] ?? text);
    if (isSent && said.length > 0) wrong.push(`${line}\n    would be sent, but: ${said.join(' ')}`);
    if (!isSent && said.length === 0) wrong.push(`${line}\n    nothing is said, but: ${stderr}`);
    if (!isSent && said.length > 0 && !words.some(one => stderr.includes(one)))
      wrong.push(`${line}\n    said: ${words.join(' | ')}\n    the AWS CLI: ${stderr}`);
  }
  return { calls: CALLS.length, wrong };
}
