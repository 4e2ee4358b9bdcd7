import { isAccountId } from '../model/account.ts';
import { objects, pageToken, text } from '../model/answer.ts';
import { parseArn } from '../model/arn.ts';
import { AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import type { ReadOperation } from '../model/operations.ts';
import { type UnitProblem, type UnitReading, unitName } from '../model/organization.ts';
import { pagesOf } from '../model/paging.ts';
import type { AccountReader, Answer, Input } from '../model/ports.ts';
import { controlPlaneOf } from '../model/regions.ts';

/** As many as Organizations gives on a page. */
const PAGE = 20;

/** Levels of units below a root, and units in all, that are read: far more than the five and 2,000 that AWS allows. */
const MOST_LEVELS = 20;
const MOST_UNITS = 20_000;

/** The root, or a unit. */
interface Parent {
  readonly id: string;
  /** Its name below those of the units above it; none for the root. */
  readonly units: readonly string[];
}

type Ask = (operation: ReadOperation, input: Input) => Promise<Answer>;

/** Told after each parent how many accounts were found by then. */
type Tell = (accounts: number) => void;

/** One list of Organizations: its operation, and the member of the answer. */
type List = readonly [operation: ReadOperation, member: string];

const ROOTS: List = ['ListRoots', 'Roots'];
const UNITS: List = ['ListOrganizationalUnitsForParent', 'OrganizationalUnits'];
const ACCOUNTS: List = ['ListAccountsForParent', 'Accounts'];

/**
 * Walks through the organization that an account manages, or may read as a delegated administrator, level by level: two
 * calls for the root and for each unit, and one more for every twenty accounts or units below it.
 * A unit that can't be read is a problem of the reading and hides no other.
 *
 * @throws {AccessError} where the account may not ask, is in no organization, or the signal aborts, and
 *   `unexpected-answer` where the units go on for ever
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export async function readUnits(
  reader: Pick<AccountReader, 'identity' | 'read'>,
  signal: AbortSignal,
  told: Tell = () => undefined,
): Promise<UnitReading> {
  const { accountId, arn } = await reader.identity({ signal });
  const region = controlPlaneOf(parseArn(arn)?.partition ?? 'aws');
  const ask: Ask = (operation, input) => reader.read(operation, region, input, { signal, accountId });
  const walk = new Walk(ask, told);
  return walk.from(await walk.roots());
}

class Walk {
  readonly #ask: Ask;
  readonly #told: Tell;
  readonly #accounts = new Map<string, readonly string[]>();
  readonly #problems: UnitProblem[] = [];
  /** Ids of the parents that were met: an answer that leads back to one leads round in a circle. */
  readonly #met = new Set<string>();

  constructor(ask: Ask, told: Tell) {
    this.#ask = ask;
    this.#told = told;
  }

  /** AWS has one root for an organization, and lists them. */
  async roots(): Promise<readonly Answer[]> {
    const found: Answer[] = [];
    for await (const root of this.#each(ROOTS, {})) found.push(root);
    if (found.length === 0) throw new AccessError('unexpected-answer', 'The organization has no root.');
    return found;
  }

  async from(roots: readonly Answer[]): Promise<UnitReading> {
    const [organization] = roots.map(organizationOf);
    let level = this.#new(roots.map(root => ({ id: text(root, 'Id'), units: [] })));
    while (level.length > 0) {
      const below = await Promise.all(level.map(parent => this.#below(parent)));
      level = this.#new(below.flat());
    }
    const problems = this.#problems.sort((a, b) => unitName(a.units).localeCompare(unitName(b.units), 'en'));
    return { organization: organization ?? '', accounts: this.#accounts, problems };
  }

  #new(parents: readonly Parent[]): readonly Parent[] {
    const fresh = parents.filter(({ id }) => !this.#met.has(id));
    for (const { id } of fresh) this.#met.add(id);
    if (this.#met.size > MOST_UNITS || fresh.some(({ units }) => units.length > MOST_LEVELS)) {
      const text = `The units go on below ${MOST_LEVELS} levels, or are more than ${MOST_UNITS}.`;
      throw new AccessError('unexpected-answer', text);
    }
    return fresh;
  }

  /** Takes in the accounts right below a parent, and gives its units. */
  async #below(parent: Parent): Promise<readonly Parent[]> {
    const units: Parent[] = [];
    const reads = [
      this.#into(ACCOUNTS, parent, one => {
        const id = text(one, 'Id');
        if (!isAccountId(id)) throw new AccessError('unexpected-answer', "The answer's Id is not an account ID.");
        this.#accounts.set(id, parent.units);
      }),
      this.#into(UNITS, parent, one =>
        units.push({ id: text(one, 'Id'), units: [...parent.units, text(one, 'Name')] }),
      ),
    ];
    const [error] = (await Promise.all(reads)).filter(one => one !== null);
    if (error !== undefined) this.#problems.push({ units: parent.units, error });
    this.#told(this.#accounts.size);
    return units;
  }

  /** Why a list could not be read to its end; null where it could. */
  async #into(list: List, parent: Parent, take: (one: Answer) => void): Promise<AccessError | null> {
    try {
      for await (const one of this.#each(list, { ParentId: parent.id })) take(one);
      return null;
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      return asAccessError(thrown);
    }
  }

  async *#each([operation, member]: List, input: Input): AsyncIterable<Answer> {
    const page = (token: string | null) =>
      this.#ask(operation, { ...input, MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) });
    for await (const answer of pagesOf(page, one => pageToken(one, 'NextToken'))) yield* objects(answer, member);
  }
}

/** `o-exampleorgid` of `arn:aws:organizations::111122223333:root/o-exampleorgid/r-exampleroot`. */
function organizationOf(root: Answer): string {
  const [kind, organization] = parseArn(text(root, 'Arn'))?.resource.split('/') ?? [];
  if (kind === 'root' && organization !== undefined && organization !== '') return organization;
  throw new AccessError('unexpected-answer', "The answer's Arn is not that of a root.");
}
