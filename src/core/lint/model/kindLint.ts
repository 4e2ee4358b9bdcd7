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
  /** The argument beside that block that names the resource. */
  readonly name?: string;
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
  /** The form that these keys are closest to. */
  readonly recognise: (keys: Keys) => Recognised;
  /** True for a name that says what a file is where its keys do not deny it. */
  readonly isBodyFile?: (fileName: string, keys: Keys) => boolean;
  /** The keys that its configs have in any form: most of a document's must be among them before keys alone tell it. */
  readonly keys: readonly string[];
  /** Among such keys the one that decides, as it is written; undefined where none does. */
  readonly deciding: (keys: Keys) => string | undefined;
  /** The bare config, as templates and fleet files hold it. */
  readonly body: Shape;
  /** The request of each operation that changes something of this kind. */
  readonly operations: Readonly<Partial<Record<WriteOperation, Shape>>>;
  /** The requests of further operations whose calls are read, by AWS's name: we offer none of them ourselves. */
  readonly otherOperations?: Readonly<Record<string, Shape>>;
  /** Further commands of the AWS CLI that rules have something to say about. */
  readonly otherCommands?: (name: string) => boolean;
  readonly cloudFormation?: TemplateResource;
  /** What types of the service begin with, where people write them and CloudFormation has none. */
  readonly noCloudFormation?: string;
  readonly terraform?: TerraformResource;
  /** Required keys whose absence a rule of its own speaks about. */
  readonly claimedKeys: readonly string[];
  readonly rules: readonly Rule[];
}
