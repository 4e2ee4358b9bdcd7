import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { KNOWN_REGIONS, parseRegion, type Region } from '../../core/model/regions.ts';
import type { DraftNeeds } from '../asking/draft.ts';
import { accountOptions, identityOf, type KnownAccount } from '../asking/placeQuestions.ts';
import { type Ask, type Frame, walk } from '../asking/walk.ts';
import type { DocumentTarget } from '../lint/documentTargets.ts';
import { answer, type Option, onePage, type Reply, type Typed } from '../prompts/prompter.ts';

/** What a person said so far. */
type Chosen = DocumentTarget;

/** Asks in which account and Region a document is meant to be set; either may be left open. Undefined on stop. */
export function askTarget(document: string, needs: DraftNeeds): Promise<DocumentTarget | undefined> {
  const question = new TargetQuestion(document, needs);
  const asks: readonly Ask<Chosen>[] = [
    (chosen, frame) => question.account(chosen, frame),
    (chosen, frame) => question.region(chosen, frame),
  ];
  return walk<Chosen>({ source: null, accountId: null, region: null }, asks);
}

class TargetQuestion {
  constructor(
    readonly document: string,
    readonly needs: DraftNeeds,
  ) {}

  get #title(): string {
    return this.needs.t('Account and Region of {0}', this.document);
  }

  async account(chosen: Chosen, frame: Frame<Chosen>): Promise<Reply<Chosen>> {
    const { t, prompter } = this.needs;
    for (;;) {
      const reply = await prompter.pick<KnownAccount | null>({
        ...frame,
        title: this.#title,
        prompt: t('In which account is it meant to be set?'),
        options: this.#accounts(),
      });
      if (reply.kind !== 'answer') return reply;
      if (reply.value === null) return answer({ ...chosen, source: null, accountId: null });
      const { source } = reply.value;
      // Naming an account is what allows the first call for it.
      const accountId = reply.value.accountId ?? (await identityOf(source, this.needs))?.accountId;
      if (accountId !== undefined) return answer({ ...chosen, source, accountId });
    }
  }

  async *#accounts(): AsyncIterable<readonly Option<KnownAccount | null>[]> {
    yield* accountOptions(this.needs);
    yield [{ label: this.needs.t('No account'), icon: 'circle-slash', value: null }];
  }

  async region(chosen: Chosen, frame: Frame<Chosen>): Promise<Reply<Chosen>> {
    const { t, prompter } = this.needs;
    const typed = async (text: string): Promise<Typed<Region>> => {
      const region = parseRegion(text);
      return region === undefined
        ? { kind: 'fault', text: t('A Region looks like eu-west-1.') }
        : { kind: 'fits', value: region };
    };
    const reply = await prompter.pick<Region | null>({
      ...frame,
      title: this.#title,
      prompt: t('In which Region is it meant to be set?'),
      options: onePage(await this.#regions(chosen.source)),
      typed,
    });
    return reply.kind === 'answer' ? answer({ ...chosen, region: reply.value }) : reply;
  }

  /** The profile's own Region first, then those that are shown, then all others. */
  async #regions(source: AccountSource | null): Promise<readonly Option<Region | null>[]> {
    const { sources } = await this.needs.directory.list();
    const own = sources.flatMap(one => (isSame(one.source, source) && one.region !== null ? [one.region] : []));
    const ordered = new Set([...own, ...this.needs.regions(), ...KNOWN_REGIONS]);
    return [
      ...[...ordered].map(region => ({ label: region, icon: 'globe', value: region })),
      { label: this.needs.t('No Region'), icon: 'circle-slash', value: null },
    ];
  }
}

function isSame(a: AccountSource, b: AccountSource | null): boolean {
  return b !== null && sourceKey(a) === sourceKey(b);
}
