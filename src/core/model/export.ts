import type { Json, JsonObject } from './json.ts';
import type { ChangeableKind } from './resource.ts';
import type { Scope } from './scope.ts';
import type { Wording } from './translate.ts';

/** A target that has nothing for a kind, and why. */
export interface NoEquivalent {
  readonly none: Wording;
}

/** A kind as a resource of CloudFormation. */
export interface CloudFormationExport {
  /** Such as `AWS::Pinpoint::EventStream`. */
  readonly type: string;
  readonly properties: (name: string, config: JsonObject) => JsonObject;
  /** What to know before deploying it. */
  readonly note?: Wording;
}

/** One line or block of an HCL body. Attributes are written in the order given; fmt leaves that alone. */
export type HclEntry =
  | { readonly attribute: string; readonly value: Json }
  /** A JSON document as the text that Terraform makes of it. */
  | { readonly attribute: string; readonly jsonencode: Json }
  /** HCL as it is: a reference, say. */
  | { readonly attribute: string; readonly expression: string }
  | { readonly block: string; readonly body: readonly HclEntry[] };

/**
 * What Terraform holds in the same resource, and our own rows do not tell. Left out it would be taken away by the next
 * apply, so that it is read for the export; where it cannot be read, Terraform is told to leave it alone.
 */
export interface TerraformCompanion {
  readonly attributes: readonly string[];
  /** Throws AccessError. */
  readonly read: (scope: Scope, name: string) => Promise<readonly HclEntry[]>;
}

/** A kind as a resource of Terraform's AWS provider. */
export interface TerraformExport {
  /** Such as `aws_glacier_vault`. */
  readonly type: string;
  /** True where the resource exists whether anything is set on it or not. */
  readonly evenUnset: boolean;
  /** What `import` takes for it. */
  readonly importId: (name: string) => string;
  readonly body: (name: string, config: JsonObject | null) => readonly HclEntry[];
  readonly beside: readonly TerraformCompanion[];
}

/** What exports know of a kind beside its row. */
export interface KindExport {
  readonly kind: ChangeableKind;
  /** The request that makes one as it is, without its secrets; absent where its name and its body are all of it. */
  readonly request?: (config: JsonObject) => JsonObject;
  readonly cloudFormation: CloudFormationExport | NoEquivalent;
  readonly terraform: TerraformExport | NoEquivalent;
  /** Why a fleet file does not name it; absent where it does. */
  readonly noFleet?: Wording;
}

/** True where a target has nothing for a kind. */
export const isAbsent = (target: object): target is NoEquivalent => 'none' in target;
