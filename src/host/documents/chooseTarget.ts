import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { KNOWN_REGIONS, parseRegion, type Region } from '../../core/model/regions.ts';
import { accountOptions, identityOf, type KnownAccount } from '../asking/placeQuestions.ts';
import { type Ask, type Frame, walk } from '../asking/walk.ts';
import { answer, type Option, onePage, type Reply, type Typed } from '../prompts/prompter.ts';
import type { DocumentTarget, HostServices } from '../services.ts';

type TargetHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'aws' | 'settings'>;

/** What a person said so far. */
type Chosen = DocumentTarget;

/** Asks in which account and Region a document is meant to be set; either may be left open. Undefined on stop. */
export function askTarget(host: TargetHost, document: string): Promise<DocumentTarget | undefined> {
  const question = new TargetQuestion(host, document);
  const asks: readonly Ask<Chosen>[] = [
    (chosen, frame) => question.account(chosen, frame),
    (chosen, frame) => question.region(chosen, frame),
  ];
  return walk<Chosen>({ source: null, accountId: null, region: null }, asks);
}

class TargetQuestion {
  constructor(
    readonly host: TargetHost,
    readonly document: string,
  ) {}

  get #title(): string {
    return this.host.t('Account and Region of {0}', this.document);
  }

  async account(chosen: Chosen, frame: Frame<Chosen>): Promise<Reply<Chosen>> {
    const { t, prompter } = this.host;
    for (;;) {
      const reply = await prompter.pick<KnownAccount | null>({
        ...frame,
        title: this.#title,
        prompt: t('Which account is this document for?'),
        options: this.#accounts(),
      });
      if (reply.kind !== 'answer') return reply;
      if (reply.value === null) return answer({ ...chosen, source: null, accountId: null });
      const { source } = reply.value;
      // Naming an account is what allows the first call for it.
      const accountId = reply.value.accountId ?? (await identityOf(this.host, source))?.accountId;
      if (accountId !== undefined) return answer({ ...chosen, source, accountId });
    }
  }

  async *#accounts(): AsyncIterable<readonly Option<KnownAccount | null>[]> {
    yield* accountOptions(this.host);
    yield [{ label: this.host.t('No account'), icon: 'circle-slash', value: null }];
  }

  async region(chosen: Chosen, frame: Frame<Chosen>): Promise<Reply<Chosen>> {
    const { t, prompter } = this.host;
    const typed = async (text: string): Promise<Typed<Region>> => {
      const region = parseRegion(text);
      return region === undefined
        ? { kind: 'fault', text: t('A Region looks like eu-west-1.') }
        : { kind: 'fits', value: region };
    };
    const reply = await prompter.pick<Region | null>({
      ...frame,
      title: this.#title,
      prompt: t('Which Region is this document for?'),
      options: onePage(await this.#regions(chosen.source)),
      typed,
    });
    return reply.kind === 'answer' ? answer({ ...chosen, region: reply.value }) : reply;
  }

  /** The profile's own Region first, then those that are shown, then all others. */
  async #regions(source: AccountSource | null): Promise<readonly Option<Region | null>[]> {
    const { sources } = await this.host.aws.directory.list();
    const own = sources.flatMap(one => (isSame(one.source, source) && one.region !== null ? [one.region] : []));
    const ordered = new Set([...own, ...this.host.settings.get('regions'), ...KNOWN_REGIONS]);
    return [
      ...[...ordered].map(region => ({ label: region, icon: 'globe', value: region })),
      { label: this.host.t('No Region'), icon: 'circle-slash', value: null },
    ];
  }
}

function isSame(a: AccountSource, b: AccountSource | null): boolean {
  return b !== null && sourceKey(a) === sourceKey(b);
}
