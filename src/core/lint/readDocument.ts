import type { JsonNode } from '../json/tree.ts';
import type { Collector } from './collect.ts';
import { readTemplate } from './documents/cloudFormation.ts';
import { readFleet } from './documents/fleet.ts';
import { readPlan, readTerraform } from './documents/terraform.ts';
import { readVaultPolicy } from './documents/vaultPolicy.ts';
import { Keys } from './model/keys.ts';
import type { KindLint } from './model/kindLint.ts';
import type { DocumentKind } from './model/subject.ts';

type Reader = (root: JsonNode, collector: Collector, kinds: readonly KindLint[]) => void;

/** Documents that hold subjects of several kinds, or of none that can be changed. */
const READERS: Readonly<Partial<Record<DocumentKind, Reader>>> = {
  fleet: readFleet,
  terraform: readTerraform,
  'terraform-plan': readPlan,
  cloudformation: readTemplate,
  'vault-policy': readVaultPolicy,
};

/** Reads a document of a known kind: finds its subjects, and what does not belong. */
export function readDocument(
  kind: DocumentKind,
  root: JsonNode,
  collector: Collector,
  kinds: readonly KindLint[],
): void {
  const read = READERS[kind];
  const its = kinds.find(one => one.kind === kind);
  if (read !== undefined) read(root, collector, kinds);
  else if (root.type !== 'object') collector.faults.wrongTypes.push({ key: '', node: root, wanted: 'object' });
  else if (its !== undefined) collector.add(root, { kind: its, ...its.recognise(new Keys(root)) });
}
