import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { MarkableAccount } from '../../core/model/accountMarks.ts';
import { plainText } from '../../core/model/plainText.ts';
import { type Region, regionsOfPartition } from '../../core/model/regions.ts';
import { guardWords } from '../../messages/markText.ts';
import { accountName } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';
import { IdMemory } from './choices.ts';

/** Asks which accounts to show, and keeps the choice. */
export async function chooseAccounts({
  t,
  prompter,
  aws,
  shown,
  emulator,
  marks,
  memory,
}: Pick<HostServices, 't' | 'prompter' | 'aws' | 'shown' | 'emulator' | 'marks' | 'memory'>): Promise<void> {
  const [{ sources: known }, now] = await Promise.all([aws.directory.list(), shown.sources()]);
  const nowKeys = new Set(now.map(sourceKey));
  const knownKeys = new Set(known.map(({ source }) => sourceKey(source)));
  const gone = now.filter(source => !knownKeys.has(sourceKey(source)));
  const called = new Map(known.map(({ source, accountName: name }) => [sourceKey(source), name ?? '']));
  const offered: readonly (readonly [AccountSource, string])[] = [
    ...known.map(({ source, configuredAccountId }) => [source, configuredAccountId ?? ''] as const),
    ...gone.map(source => [source, t('no longer in the config')] as const),
  ];
  if (offered.length === 0) {
    prompter.tell('information', t('The shared AWS config has no profiles.'), [
      { label: t('Start Local Emulator'), run: () => emulator.start() },
    ]);
    return;
  }
  const ids = new IdMemory(memory.everywhere);
  const isHidden = (source: AccountSource): boolean => marks.of({ source, accountId: ids.of(source) }).hidden !== null;
  const reply = await prompter.pickMany<AccountSource>({
    title: t('Accounts'),
    step: 1,
    steps: 1,
    prompt: t('Choose the accounts to show. AWS is not called until you expand one'),
    options: offered.map(([source, id]) => ({
      label: accountName(source, t),
      // What a sign-in's portal calls the account is found by searching, too.
      description: [
        ...guardWords(marks.of({ source, accountId: ids.of(source) }), t),
        plainText(called.get(sourceKey(source)) ?? ''),
        'accountId' in source ? '' : plainText(id),
      ]
        .filter(part => part !== '')
        .join(' · '),
      icon: source.kind === 'emulator' ? 'server-environment' : 'account',
      value: source,
      picked: nowKeys.has(sourceKey(source)) && !isHidden(source),
    })),
    fault: async () => undefined,
  });
  if (reply.kind === 'answer') {
    for (const source of reply.value.filter(isHidden)) await showAgain(marks, { source, accountId: ids.of(source) });
    await shown.choose(
      reply.value,
      offered.map(([source]) => source),
    );
  }
}

/** Takes away every mark that hides an account. */
async function showAgain(marks: HostServices['marks'], account: MarkableAccount): Promise<void> {
  for (let key = marks.of(account).hidden; key !== null; key = marks.of(account).hidden) {
    await marks.change(key, ({ hidden: _gone, ...rest }) => rest);
  }
}

const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn', 'aws-eusc'];

/** Asks which Regions to show, and writes them to the settings. */
export async function chooseRegions({
  t,
  prompter,
  settings,
}: Pick<HostServices, 't' | 'prompter' | 'settings'>): Promise<void> {
  const now = settings.get('regions');
  const known = PARTITIONS.flatMap(regionsOfPartition);
  const others = now.filter(region => !known.includes(region));
  const reply = await prompter.pickMany<Region>({
    title: t('Regions'),
    step: 1,
    steps: 1,
    prompt: t('Choose the Regions to show below each account. None selected: all of them'),
    options: [...known, ...others].map(region => ({
      label: region,
      icon: 'globe',
      value: region,
      picked: now.includes(region),
    })),
    fault: async () => undefined,
  });
  if (reply.kind === 'answer') await settings.writeRegions(reply.value);
}
