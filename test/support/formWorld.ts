import { accountPath } from '../../src/core/inventory/paths.ts';
import { formOperation } from '../../src/core/kinds/formOperations.ts';
import { kindOf } from '../../src/core/kinds/table.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import { region } from '../../src/core/model/regions.ts';
import type { KindId } from '../../src/core/model/resource.ts';
import { namedRow, newDraft } from '../../src/host/asking/draft.ts';
import { firstRequest, textOf } from '../../src/host/forms/formRequest.ts';
import { FormSession, type FormSurroundings } from '../../src/host/forms/formSession.ts';
import { baseOf, type FormDraft, liveOf } from '../../src/host/forms/formState.ts';
import type { FromPage } from '../../src/shared/form/fromPage.ts';
import { readToPage, type ToPage } from '../../src/shared/form/toPage.ts';
import { fakeHost } from './fakeHost.ts';
import { settle } from './manualClock.ts';
import { config, id, prod, roadWorld, timed, where } from './roadWorld.ts';
import type { Act } from './scriptedPrompter.ts';

/** Where the forms below lead, unless told otherwise. */
const PLACES = {
  SetVaultNotifications: ['vault', 'tapes', where],
  PutEventStream: ['app', 'a'.repeat(32), where],
  RegisterNotificationHub: [null, '', region('us-east-1')],
  CreatePushNotificationRegistration: ['instance', 'i-1', where],
} as const satisfies Readonly<Record<string, readonly [KindId | null, string, FormDraft['region']]>>;

/** An operation that has a form. */
export type FormName = keyof typeof PLACES;

/** The draft of a form, as the tree would start it. */
export function formDraft(name: FormName, source: AccountSource = prod): FormDraft {
  const operation = formOperation(name);
  if (operation === undefined) throw new Error(name);
  const [kind, row, at] = PLACES[name];
  const target = kind === null ? null : namedRow(kindOf(kind), row);
  return { ...newDraft(operation, null), operation, source, accountId: id, region: at, target };
}

/** A message of the host, by its kind. */
export type Said<Kind extends ToPage['kind']> = Extract<ToPage, { readonly kind: Kind }>;

/** A form without a window: the estate of `roadWorld`, one form, and what its page was told. */
export async function formWorld(
  name: FormName,
  more: {
    readonly acts?: readonly Act[];
    readonly yes?: boolean;
    readonly text?: string;
  } = {},
) {
  const world = roadWorld();
  const { aws, account, ledger, clock, journal } = world;
  account.topic(where, 'new').topic(where, 'old').app(where, 'a'.repeat(32), 'shop').role('writer');
  account.in(where).streams.set('clicks', 'ACTIVE');
  const told: ToPage[] = [];
  const sources: AccountSource[] = [prod];
  const host = fakeHost({
    ...{ aws, ledger, clock, journal, locks: world.locks, marks: world.marks, newId: world.road.newId },
    ...{ acts: more.acts ?? [], yes: more.yes ?? true, known: sources, regions: [where] },
  });
  const { explorer, prompter, done, history: changes } = host;
  explorer.show([prod], [where]);
  const around: FormSurroundings = {
    post: message => {
      // What the page would refuse must not be sent.
      if (readToPage(message) === undefined) throw new Error(`refused by the page: ${JSON.stringify(message)}`);
      told.push(message);
    },
    lintContext: ({ accountId, region: at }) => ({
      today: '2026-11-22',
      account: accountId ?? undefined,
      region: at ?? undefined,
    }),
    openDocument: async text => void done.push(`document ${text}`),
    explain: async rule => void done.push(`explain ${rule}`),
    moved: () => done.push('moved'),
    isFresh: true,
  };
  const draft = formDraft(name);
  const live = await liveOf(host, draft, new AbortController().signal);
  const text = more.text ?? textOf(firstRequest(draft.operation, draft.target, live));
  const form = new FormSession(host, around, draft, text, more.text === undefined ? baseOf(draft, live) : undefined);
  await form.begin();
  aws.calls.length = 0;

  /** Sends a message as the page does; time passes until it was dealt with. */
  const send = (message: FromPage): Promise<void> => timed(clock, form.receive(message));
  /** The newest message of a kind. */
  const last = <Kind extends ToPage['kind']>(kind: Kind): Said<Kind> => {
    const found = told.findLast((one): one is Said<Kind> => one.kind === kind);
    if (found === undefined) throw new Error(`nothing was said of kind ${kind}`);
    return found;
  };
  let version = 0;
  /** Writes another text into the page. */
  const edit = (value: unknown): Promise<void> => {
    version = Math.max(version, form.version) + 1;
    return send({ kind: 'edited', version, text: typeof value === 'string' ? value : textOf(value as never) });
  };
  /** Presses a step by its label. */
  const press = (label: string): Promise<void> => {
    const steps = told.flatMap(one =>
      one.kind === 'notices' ? one.notices.flatMap(notice => notice.steps) : 'steps' in one ? one.steps : [],
    );
    const step = steps.findLast(one => one.label === label);
    if (step === undefined) throw new Error(`no step ${label}`);
    return send({ kind: 'step', id: step.id });
  };
  /** Reviews, and gives the review. */
  const review = async (filled: readonly (readonly string[])[] = []) => {
    await send({ kind: 'review', version: form.version, filled: filled.map(path => [...path]) });
    return last('reviewed');
  };
  /** Reviews and applies, and gives the outcome. */
  const apply = async (secrets: Extract<FromPage, { kind: 'apply' }>['secrets'] = []) => {
    const reviewed = await review(secrets.map(({ field }) => field));
    if (reviewed.review === null) throw new Error(reviewed.message);
    await send({ kind: 'apply', review: reviewed.review.id, secrets });
    return last('outcome');
  };
  return {
    ...world,
    ...{ explorer, prompter, told, done, host, form, changes, sources, send, last, edit, press, review, apply },
    account,
    config,
    untrust: host.distrust,
    /** Opens the account in the tree. */
    openAccount: async () => {
      explorer.children(accountPath(prod));
      await settle();
      await clock.advance(100);
      await settle();
    },
  };
}
