import { isObject } from '../../model/answer.ts';
import { every, some, type Truth, truth } from '../../policy/truth.ts';

/** What is known of a member of a message: its value, that it is not there, or nothing. */
export type MemberState = string | boolean | 'absent' | { readonly unknown: true };

/** What is known of the members of a message, or of its attributes. */
export type MessageShape = (member: string) => MemberState;

const UNKNOWN = { unknown: true } as const;

/** A message without any attribute: Glacier sends none. */
export const noAttributes: MessageShape = () => 'absent';

/** The members of a job as Glacier describes it, of which the values differ from job to job. */
const MEMBERS_OF_A_JOB: ReadonlySet<string> = new Set([
  ...['ArchiveId', 'ArchiveSHA256TreeHash', 'ArchiveSizeInBytes', 'CompletionDate', 'CreationDate'],
  ...['InventoryRetrievalParameters', 'InventorySizeInBytes', 'JobDescription', 'JobId', 'JobOutputPath'],
  ...[
    'OutputLocation',
    'RetrievalByteRange',
    'SHA256TreeHash',
    'SNSTopic',
    'SelectParameters',
    'StatusMessage',
    'Tier',
  ],
]);

const ACTIONS: Readonly<Record<string, string>> = {
  ArchiveRetrievalCompleted: 'ArchiveRetrieval',
  InventoryRetrievalCompleted: 'InventoryRetrieval',
};

/**
 * The messages that Glacier may send for a vault: one for each event that it notifies of, ended well or not.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-describe-job-get.html
 */
export function messagesOf(vaultArn: string, events: readonly string[]): readonly MessageShape[] {
  return events.flatMap(event =>
    ['Succeeded', 'Failed'].map((statusCode): MessageShape => {
      const known = new Map<string, MemberState>([
        ['Action', ACTIONS[event] ?? UNKNOWN],
        ['Completed', true],
        ['StatusCode', statusCode],
        ['VaultARN', vaultArn],
      ]);
      return member => known.get(member) ?? (MEMBERS_OF_A_JOB.has(member) ? UNKNOWN : 'absent');
    }),
  );
}

/** How deep `$or` may be nested before nothing is said of it; AWS takes five levels. */
const MAX_DEPTH = 8;

/**
 * Whether a filter policy lets one of some messages through; unknown where it hangs on a value that nobody can know, or on
 * an operator that is not read here.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function letsThrough(policyText: string, messages: readonly MessageShape[]): Truth {
  let policy: unknown;
  try {
    policy = JSON.parse(policyText);
  } catch {
    return 'unknown';
  }
  return some(messages.map(message => takes(policy, message, 0)));
}

/** Each key must hold; of the alternatives of a key, one. */
function takes(policy: unknown, message: MessageShape, depth: number): Truth {
  if (!isObject(policy) || depth > MAX_DEPTH) return 'unknown';
  return every(
    Object.entries(policy).map(([key, wanted]) => {
      if (key === '$or' && Array.isArray(wanted)) return some(wanted.map(one => takes(one, message, depth + 1)));
      return takesMember(wanted, message(key));
    }),
  );
}

function takesMember(wanted: unknown, state: MemberState): Truth {
  // A filter of what is inside: nothing is inside a plain value.
  if (!Array.isArray(wanted)) return typeof state === 'object' || state === 'absent' ? 'unknown' : 'no';
  return some(wanted.map(one => takesValue(one, state)));
}

function takesValue(wanted: unknown, state: MemberState): Truth {
  if (isObject(wanted) && typeof wanted.exists === 'boolean') {
    return typeof state === 'object' ? 'unknown' : truth(wanted.exists === (state !== 'absent'));
  }
  // Whatever else is asked of a member, one that is not there does not fulfil it, `anything-but` included.
  if (state === 'absent') return 'no';
  if (typeof state === 'object') return 'unknown';
  if (!isObject(wanted)) return truth(wanted === state);
  const but = wanted['anything-but'];
  if (typeof but === 'string' || typeof but === 'boolean') return truth(but !== state);
  if (Array.isArray(but)) return truth(!but.includes(state));
  if (typeof state === 'boolean') return 'unknown';
  if (typeof wanted.prefix === 'string') return truth(state.startsWith(wanted.prefix));
  if (typeof wanted.suffix === 'string') return truth(state.endsWith(wanted.suffix));
  const alike = wanted['equals-ignore-case'];
  return typeof alike === 'string' ? truth(state.toLowerCase() === alike.toLowerCase()) : 'unknown';
}
