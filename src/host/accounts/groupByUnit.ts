import type { AccountSource } from '../../core/model/account.ts';
import { type UnitReading, unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import { readUnits } from '../../core/organization/readUnits.ts';
import { accountName, asOfText } from '../../messages/nodeText.ts';
import { unitProblemText } from '../../messages/unitText.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { IdMemory } from './choices.ts';

type UnitHost = Pick<HostServices, 't' | 'prompter' | 'aws' | 'explorer' | 'units' | 'memory'>;

/** What a person picks: the account to list an organization through, or no grouping any more. */
type Choice = AccountSource | 'forget';

/** Lists the organization of an account that a person picks, and groups accounts by its units; or stops grouping them. */
export async function groupByUnit(host: UnitHost): Promise<void> {
  const { t, prompter, aws, units } = host;
  const options = [...stopping(host), ...(await accounts(host))];
  if (options.length === 0) return prompter.tell('information', t('The shared AWS config has no profiles.'));
  const reply = await prompter.pick<Choice>({
    ...{ title: t('Group Accounts by Organizational Unit'), step: 1, steps: 1, options: onePage(options) },
    prompt: t('Choose the management account of the organization or a delegated administrator'),
  });
  if (reply.kind !== 'answer') return;
  if (reply.value === 'forget') return units.forget();
  const reader = aws.gateway.reader(reply.value);
  const reading = await prompter.busy(t('Listing organizational units'), (say, signal) =>
    readUnits(reader, signal, found => say(t('Accounts found: {0}', String(found)))),
  );
  await units.keep(reading);
  tell(host, reading);
}

async function accounts({ t, aws, memory }: UnitHost): Promise<readonly Option<Choice>[]> {
  const ids = new IdMemory(memory.everywhere);
  const { sources } = await aws.directory.list();
  return sources.map(({ source, accountName: called = '', configuredAccountId }) => ({
    label: accountName(source, t),
    description: [called, 'accountId' in source ? '' : (configuredAccountId ?? ids.of(source) ?? '')]
      .filter(part => part !== '')
      .map(plainText)
      .join(' · '),
    icon: source.kind === 'emulator' ? 'server-environment' : 'account',
    value: source,
  }));
}

/** The way back, where accounts are grouped. */
function stopping({ t, units }: UnitHost): readonly Option<Choice>[] {
  const [oldest] = [...units.all.values()].map(({ listedAt }) => listedAt).sort();
  if (oldest === undefined) return [];
  const description = asOfText(Date.parse(oldest), t);
  return [{ label: t('Stop Grouping by Organizational Unit'), description, icon: 'close', value: 'forget' }];
}

function tell({ t, prompter, explorer, units }: UnitHost, { accounts: found, problems }: UnitReading): void {
  const [first, ...others] = problems.map(problem => unitProblemText(problem, t));
  if (first !== undefined) {
    const told = others.length === 0 ? first : t('{0} And {1} more.', first, String(others.length));
    prompter.tell('warning', `${told} ${t('What was known of the accounts below stays.')}`);
    return;
  }
  const grouped = explorer.roots().filter(path => {
    const node = explorer.node(path);
    return node?.type === 'account' && unitName(units.of(node)?.units ?? []) !== '';
  });
  prompter.tell(
    'information',
    t('Accounts in the organization: {0}. Of those shown, in a unit: {1}.', String(found.size), String(grouped.length)),
  );
}
