import type { KindDocument } from '../../model/kind.ts';
import type { ServiceId, WriteOperation } from '../../model/operations.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import type { Keys } from './keys.ts';
import type { Rule } from './rule.ts';
import type { Role, Shape } from './shape.ts';

/** What a document's keys tell of how it is written. */
export interface Recognised {
  readonly writtenAs: 'request' | 'body' | 'output';
  readonly shape: Shape;
}

/** A resource type of CloudFormation that is a config of one kind. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: Shape;
}

/** A resource type of Terraform that is, or holds, a config of one kind. */
export interface TerraformResource {
  readonly type: string;
  /** The block that is the config, where it is not the resource itself. */
  readonly block?: string;
  readonly arguments: Shape;
}

/**
 * What the linter knows of one kind. It stands beside the kind's row rather than in it, because the tree loads the rows
 * at activation and the linter is loaded with the first document.
 */
export interface KindLint {
  readonly kind: ChangeableKind;
  /** The service, as the AWS CLI names it too. */
  readonly service: ServiceId;
  /** How its configs are written, as the kind's row has it. */
  readonly document: KindDocument;
  /** What a value is, by field. */
  readonly roles: Readonly<Record<string, Role>>;
  /** What these keys are closest to. */
  readonly recognise: (keys: Keys) => Recognised;
  /** True where keys alone say that a document is of this kind. */
  readonly recognises: (keys: Keys) => boolean;
  /** The bare config, as templates and fleet files hold it. */
  readonly body: Shape;
  /** The request of each operation that changes something of this kind. */
  readonly operations: Readonly<Partial<Record<WriteOperation, Shape>>>;
  /** Further commands of the AWS CLI that rules have something to say about. */
  readonly otherCommands?: (name: string) => boolean;
  readonly cloudFormation?: TemplateResource;
  readonly terraform?: TerraformResource;
  /** Required keys whose absence a rule of its own speaks about. */
  readonly claimedKeys: readonly string[];
  readonly rules: readonly Rule[];
}
