import type { JsonNode } from '../json/tree.ts';
import { typeOfOurs } from './documents/cloudFormation.ts';
import { isFleet } from './documents/fleet.ts';
import { planKey } from './documents/terraform.ts';
import { isVaultPolicy } from './documents/vaultPolicy.ts';
import { Keys } from './model/keys.ts';
import type { KindLint } from './model/kindLint.ts';
import type { Told } from './model/rule.ts';
import type { DocumentKind } from './model/subject.ts';

/** What a document is; where it is none of ours, what it looks like, if anything. */
export interface Detected {
  readonly kind: DocumentKind | null;
  /** `list-output`, `message` or `job-parameters`. */
  readonly lookalike: string | null;
  /** What told the kind; null where it is none of ours. */
  readonly told: Told | null;
}

/** The suffixes of documents that are of no one kind. */
const OTHER_SUFFIXES: ReadonlyMap<string, DocumentKind> = new Map([
  ['notifications', 'fleet'],
  ['tf', 'terraform'],
]);

/** The kind that a file's name decides, whatever the file holds; undefined where the name says nothing. */
export function kindOfName(fileName: string, kinds: readonly KindLint[]): DocumentKind | undefined {
  const suffix = /\.([\w-]+)\.jsonc?$/i.exec(fileName)?.[1]?.toLowerCase();
  if (suffix === undefined) return undefined;
  return kinds.find(({ document }) => document.suffix === suffix)?.kind ?? OTHER_SUFFIXES.get(suffix);
}

/** Keys of outputs that list things, and of what wraps them. */
const LISTS = ['VaultList', 'notificationHubs', 'Item', 'ApplicationsResponse', 'ApplicationResponse'];
const JOB_PARAMETERS = ['jobParameters', 'ArchiveId', 'Tier', 'InventoryRetrievalParameters', 'SelectParameters'];
const JOB_PARAMETERS_BESIDE_TOPIC = ['Type', 'Format', 'Description', 'RetrievalByteRange', 'OutputLocation'];
const JOB_MESSAGE = ['JobId', 'StatusCode', 'VaultARN'];

function lookalikeOf(keys: Keys): string | null {
  if (LISTS.some(key => keys.has(key))) return 'list-output';
  const envelope = keys.has('MessageId') && (keys.has('TopicArn') || keys.has('Type'));
  if (envelope || keys.has('Records') || JOB_MESSAGE.some(key => keys.has(key))) return 'message';
  const job =
    JOB_PARAMETERS.some(key => keys.has(key)) ||
    (keys.has('SNSTopic') && JOB_PARAMETERS_BESIDE_TOPIC.some(key => keys.has(key)));
  return job ? 'job-parameters' : null;
}

const none = (lookalike: string | null): Detected => ({ kind: null, lookalike, told: null });

/**
 * What a document is by what it holds. What a service delivers or lists is told first: it holds our keys too. Then most of
 * the keys must be ours, and one of them must decide.
 */
export function kindOfContent(root: JsonNode | undefined, fileName: string, kinds: readonly KindLint[]): Detected {
  if (root?.type !== 'object') return none(null);
  const keys = new Keys(root);
  const lookalike = lookalikeOf(keys);
  if (lookalike !== null) return none(lookalike);
  const named = kinds.find(one => one.isBodyFile?.(fileName, keys) === true);
  if (named !== undefined) {
    return { kind: named.kind, lookalike: null, told: { by: 'name', shaped: named.deciding(keys) !== undefined } };
  }
  for (const { kind, decide } of decidersOf(kinds)) {
    const key = decide(keys);
    if (key !== undefined) return { kind, lookalike: null, told: { by: 'keys', key } };
  }
  return none(null);
}

/** True where a document holds what would tell its kind without its name. Terraform's files are told by no keys. */
export function isShaped(root: JsonNode | undefined, kind: DocumentKind, kinds: readonly KindLint[]): boolean {
  if (kind === 'terraform') return true;
  if (root?.type !== 'object') return false;
  const keys = new Keys(root);
  return (
    lookalikeOf(keys) === null && decidersOf(kinds).some(one => one.kind === kind && one.decide(keys) !== undefined)
  );
}

interface Decider {
  readonly kind: DocumentKind;
  /** The key that decides, as it is written. */
  readonly decide: (keys: Keys) => string | undefined;
}

/** In the order in which documents are told by their keys. */
const decidersOf = (kinds: readonly KindLint[]): readonly Decider[] => [
  ...kinds.map(({ kind, keys: known, deciding }) => ({
    kind,
    decide: (keys: Keys) => (keys.mostlyOf(known) ? deciding(keys) : undefined),
  })),
  { kind: 'fleet', decide: keys => (isFleet(keys.object, kinds) ? 'accounts' : undefined) },
  { kind: 'terraform-plan', decide: keys => planKey(keys.object, kinds) },
  { kind: 'cloudformation', decide: keys => typeOfOurs(keys.object, kinds) },
  { kind: 'vault-policy', decide: keys => (isVaultPolicy(keys.object) ? policyKey(keys) : undefined) },
];

const policyKey = (keys: Keys): string => keys.written('Statement') ?? keys.written('Policy') ?? 'policy';
