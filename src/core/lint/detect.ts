import type { JsonNode } from '../json/tree.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import { isTemplate } from './documents/cloudFormation.ts';
import { isFleet } from './documents/fleet.ts';
import { isVaultPolicy } from './documents/vaultPolicy.ts';
import { Keys } from './model/keys.ts';
import type { DocumentKind } from './model/subject.ts';

/** What a document is; where it is none of ours, what it looks like, if anything. */
export interface Detected {
  readonly kind: DocumentKind | null;
  /** `list-output`, `message` or `job-parameters`. */
  readonly lookalike: string | null;
}

const SUFFIXES: ReadonlyMap<string, DocumentKind> = new Map<string, DocumentKind>([
  ...lintKinds.map(({ document, kind }) => [document.suffix, kind] as const),
  ['notifications', 'fleet'],
  ['tf', 'terraform'],
]);

/** The kind that a file's name decides, whatever the file holds; undefined where the name says nothing. */
export function kindOfName(fileName: string): DocumentKind | undefined {
  const suffix = /\.([\w-]+)\.jsonc?$/i.exec(fileName)?.[1]?.toLowerCase();
  return suffix === undefined ? undefined : SUFFIXES.get(suffix);
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

const NOTHING: Detected = { kind: null, lookalike: null };

/** What a document is by its keys alone. What a service delivers or lists is told first: it holds our keys too. */
export function kindOfContent(root: JsonNode | undefined, fileName: string): Detected {
  if (root?.kind !== 'object') return NOTHING;
  const keys = new Keys(root);
  const lookalike = lookalikeOf(keys);
  if (lookalike !== null) return { kind: null, lookalike };
  const known = lintKinds.find(kind => kind.recognises(keys));
  if (known !== undefined) return { kind: known.kind, lookalike: null };
  if (isNotificationConfigFile(fileName) && keys.has('Events')) return { kind: 'vault', lookalike: null };
  if (isFleet(root)) return { kind: 'fleet', lookalike: null };
  if (isTemplate(root)) return { kind: 'cloudformation', lookalike: null };
  return isVaultPolicy(root) ? { kind: 'vault-policy', lookalike: null } : NOTHING;
}

/** The name that AWS's own examples give to the body of SetVaultNotifications. */
const isNotificationConfigFile = (fileName: string): boolean =>
  /(?:^|[\\/])notificationconfig\.jsonc?$/i.test(fileName);
