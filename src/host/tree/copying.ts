import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { sourceText } from '../../core/model/account.ts';

/** What a node can be copied as; undefined where it has no such thing. */
export interface Copies {
  readonly arn: string | undefined;
  /** Account: its id; Region: its name; resource: its name in ids. */
  readonly id: string | undefined;
  /** A resource in the shape of the command line's `list --json`, laid out. */
  readonly json: string | undefined;
}

/** What can be copied of a node, exactly as AWS told it. */
export function copiesOf(model: NodeModel, path: NodePath): Copies {
  const node = model.node(path);
  const place = model.whereabouts(path);
  switch (node?.type) {
    case 'account':
      return { arn: undefined, id: node.accountId ?? undefined, json: undefined };
    case 'region':
      return { arn: undefined, id: node.region, json: undefined };
    case 'resource': {
      const { row, region } = node;
      const account = place === undefined ? null : { id: place.accountId, source: sourceText(place.source) };
      const { kind, name, status, config } = row;
      const json = JSON.stringify({ account, region, kind, name, status, config }, null, 2);
      return { arn: row.arn ?? undefined, id: name, json };
    }
    default:
      return { arn: undefined, id: undefined, json: undefined };
  }
}
