import type { AccountSource } from './account.ts';
import type { Amendment } from './amendment.ts';
import { AccessError } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { ReadOperation, WriteOperation } from './operations.ts';
import type { Answer, Input } from './ports.ts';
import type { Region } from './regions.ts';
import type { KindId, Live } from './resource.ts';

/**
 * What a check says of one link of the chain. `unproven`: AWS documents it as enough, and no policy proves it.
 * `not-checked`: what it needs could not be read, so that it is neither good nor bad.
 */
export type StepVerdict = 'ok' | 'warning' | 'unproven' | 'not-checked' | 'broken';

/** A change that mends a link, for the one road: in the account of the resource. */
export interface RemedyChange {
  readonly operation: WriteOperation;
  readonly region: Region;
  /** In the shape of `--cli-input-json`, whole once the amendment is in it. */
  readonly request: JsonObject;
  readonly amendment?: Amendment;
}

/** What mends a link. Its words are written at the edge, by the check's id. */
export interface Remedy {
  /** The policy statement to add, or the policy to paste. */
  readonly policy: JsonObject | null;
  /** Arguments of the AWS CLI behind `aws`, unquoted; null where no single command does it. */
  readonly cli: readonly string[] | null;
  /** The same as a change that we can make; null for what is another account's, or not ours to make. */
  readonly change: RemedyChange | null;
  /** True where the resource itself is to be set to something else: a person chooses what, in its form. */
  readonly sets: boolean;
}

/** What a check found, as data; `messages/` puts it into words. */
export interface Judgement {
  readonly verdict: StepVerdict;
  /** What the words need. */
  readonly data: Readonly<Record<string, string>>;
  /** Null for what needs no mending; the words say what to do where neither a policy nor a command can. */
  readonly remedy: Remedy | null;
}

/** One resource under check. */
export interface CheckedResource {
  readonly source: AccountSource;
  /** Twelve digits. */
  readonly accountId: string;
  /** Where its calls go. */
  readonly region: Region;
  /** Such as `aws`. */
  readonly partition: string;
  readonly kind: KindId;
  readonly name: string;
  /** As its row says it. */
  readonly status: string;
  /** As its row says it: the body that is set, or null. */
  readonly config: JsonObject | null;
  /** Fields that AWS told of it, by AWS's names. */
  readonly fields: ReadonlyMap<string, string>;
}

/** The eyes of a check. Each thing is read once for all checks that look at it. */
export interface Look {
  /**
   * Reads in the subject's account, in its Region unless another is named.
   * @throws {AccessError} As AWS answers. A check lets it through where it says nothing about the link: the engine then
   * says what was not checked, and which permission it needs.
   */
  read(operation: ReadOperation, input: Input, region?: Region): Promise<Answer>;
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** The other resources of the same kind in this run, whatever their account. */
  readonly others: readonly CheckedResource[];
}

/**
 * One thing that can keep notifications from arriving: a verdict over what was read.
 * A note is told beside the chain and is never a verdict.
 */
export interface Check {
  /** Its published id, which never changes. */
  readonly id: string;
  readonly tells: 'step' | 'note';
  /** Undefined where it has nothing to say of this resource. */
  judge(subject: CheckedResource, look: Look): Promise<Judgement | undefined>;
}

/** What a check without reads goes by: what is listed of a resource, and where. */
export interface Listed extends Pick<CheckedResource, 'config' | 'region' | 'accountId' | 'partition'> {
  /** The topics of this account and Region, where all of them were listed lately. */
  readonly topics?: readonly string[] | undefined;
}

/** A check that what is listed suffices for: it runs unasked, wherever a row is shown, and sends nothing. */
export interface ListedCheck {
  /** Its published id, which never changes. */
  readonly id: string;
  /** Undefined where nothing is amiss. */
  judge(listed: Listed): Judgement | undefined;
}

/** A check without reads, as a link of the chain. */
export const asStep = ({ id, judge }: ListedCheck): Check => ({
  id,
  tells: 'step',
  judge: async subject => judge(subject),
});

/** What the preflight knows of a kind. */
export interface KindChecks {
  readonly kind: KindId;
  /** The statuses under which nothing is set: no chain to follow, only notes. */
  readonly unset: readonly string[];
  /** The statuses under which there is nothing to list and no error, and the note that says why. */
  readonly whyUnlisted: Readonly<Record<string, string>>;
  /** In the order of the flow, the source first. */
  readonly checks: readonly Check[];
  /** The member of what is set that a check is about, by the check's id; null where it is about none. */
  readonly memberOf: (id: string) => string | null;
  /** What a change of one leads to that was not so before, to be looked at before it is confirmed; empty for nothing. */
  readonly leadsTo: (change: {
    readonly name: string;
    readonly base: Live;
    readonly goal: JsonObject | null;
  }) => readonly Pick<CheckedResource, 'name' | 'status' | 'config'>[];
}

/**
 * What an answer says, or undefined where AWS says that the thing does not exist.
 * @throws {AccessError} All else.
 */
export async function ifThere(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AccessError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** A link that holds. */
export const ok = (data: Judgement['data'] = {}): Judgement => ({ verdict: 'ok', data, remedy: null });

/** What mends a link by setting the resource itself to something else. */
export const ANOTHER_SETTING: Partial<Remedy> = { sets: true };

/** A link that does not hold, or may not. Without a policy or a command the words alone say what to do. */
export function amiss(
  verdict: 'broken' | 'warning' | 'unproven' | 'not-checked',
  data: Judgement['data'] = {},
  remedy: Partial<Remedy> = {},
): Judgement {
  return { verdict, data, remedy: { policy: null, cli: null, change: null, sets: false, ...remedy } };
}
