import type { JsonNode } from '../json/tree.ts';
import { toldAsTemplate } from './documents/cloudFormation.ts';
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
  for (const { kind, tell } of tellersOf(kinds)) {
    const told = tell(keys);
    if (told !== undefined) return { kind, lookalike: null, told };
  }
  return none(null);
}

/** True where a document holds what would tell its kind without its name. Terraform's files are told by no keys. */
export function isShaped(root: JsonNode | undefined, kind: DocumentKind, kinds: readonly KindLint[]): boolean {
  if (kind === 'terraform') return true;
  if (root?.type !== 'object') return false;
  const keys = new Keys(root);
  return lookalikeOf(keys) === null && tellersOf(kinds).some(one => one.kind === kind && one.tell(keys) !== undefined);
}

interface Teller {
  readonly kind: DocumentKind;
  /** Undefined where a document is not of the kind. */
  readonly tell: (keys: Keys) => Told | undefined;
}

/** In the order in which documents are told by what they hold. */
const tellersOf = (kinds: readonly KindLint[]): readonly Teller[] => [
  ...kinds.map(({ kind, keys: known, deciding }) => ({
    kind,
    tell: (keys: Keys) => byKey(keys.mostlyOf(known) ? deciding(keys) : undefined),
  })),
  { kind: 'fleet', tell: keys => byKey(isFleet(keys.object, kinds) ? 'accounts' : undefined) },
  { kind: 'terraform-plan', tell: keys => byKey(planKey(keys.object, kinds)) },
  { kind: 'cloudformation', tell: keys => toldAsTemplate(keys.object, kinds) },
  { kind: 'vault-policy', tell: keys => byKey(isVaultPolicy(keys.object) ? policyKey(keys) : undefined) },
];

const byKey = (key: string | undefined): Told | undefined => (key === undefined ? undefined : { by: 'keys', key });

const policyKey = (keys: Keys): string => keys.written('Statement') ?? keys.written('Policy') ?? 'policy';
