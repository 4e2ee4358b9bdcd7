import type { JsonNode } from '../../json/tree.ts';
import type { LintDocument } from '../../lint/model/rule.ts';
import type { SubjectField } from '../../lint/model/subject.ts';

/** One hub that a document asks for. */
export interface AskedHub {
  readonly region: string;
  readonly node: JsonNode;
  readonly item: SubjectField['item'] | undefined;
}

/**
 * The hubs that a document asks for, by account. Where neither document nor context tells the account, all are taken to
 * be for one: a template or a Terraform file is applied to one account, unless its resources name different providers.
 */
export function hubsByAccount(
  document: LintDocument,
  account: string | undefined,
): ReadonlyMap<string | undefined, readonly AskedHub[]> {
  const found = new Map<string | undefined, AskedHub[]>();
  for (const subject of document.subjects) {
    if (subject.kind !== 'hub') continue;
    const asked = subject.text('notificationHubRegion');
    if (asked === undefined) continue;
    const provider = subject.field('provider')?.node;
    const key = provider?.type === 'string' ? provider.value : (subject.target.account ?? account);
    const hub = { region: asked.value, node: asked.node, item: subject.field('notificationHubRegion')?.item };
    const known = found.get(key);
    if (known === undefined) found.set(key, [hub]);
    else known.push(hub);
  }
  return found;
}

/** The Regions of the hubs that a document asks for, for one account. */
export function askedHubs(document: LintDocument | undefined, account: string | undefined): readonly string[] {
  return document === undefined
    ? []
    : (hubsByAccount(document, account).get(account) ?? []).map(({ region }) => region);
}
