import {
  type ArrayNode,
  headOf,
  type JsonNode,
  type Member,
  type ObjectNode,
  type Range,
  type StringNode,
} from '../../json/tree.ts';
import type { Effect } from '../../model/operations.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import type { MemberShape, Shape } from './shape.ts';

/** The documents that are of no one kind. `*.tf.json` and templates hold subjects of several kinds. */
export const OTHER_DOCUMENTS = ['fleet', 'vault-policy', 'terraform', 'terraform-plan', 'cloudformation'] as const;

/** The kinds of document that are judged. */
export type DocumentKind = ChangeableKind | (typeof OTHER_DOCUMENTS)[number];

/** How a subject is written down. */
export type WrittenAs =
  | 'request' // the shape of --cli-input-json
  | 'body' // its inner part, as --vault-notification-config and its like take it
  | 'output' // what a get call printed
  | 'fleet'
  | 'terraform'
  | 'cloudformation'
  | 'command'; // the options of an AWS CLI line

/** One field of a subject, under AWS's own name whatever the key in the text. */
export interface SubjectField {
  readonly name: string;
  /** The key as written. */
  readonly key: string;
  readonly keyRange: Range;
  readonly shape: MemberShape;
  readonly node: JsonNode;
  /** Where it stands in its object; absent for keys and options that act as fields. */
  readonly member?: Member;
  readonly owner?: ObjectNode;
  /** True where a script fills it in: the text holds a variable in its place. */
  readonly filledIn?: boolean;
  /** Where it stands in a list, for a subject that is an item of one. */
  readonly item?: { readonly owner: ArrayNode; readonly index: number };
}

/** One string value of a subject that rules about every value look at. */
export interface Value {
  readonly node: StringNode;
  readonly field: SubjectField;
}

/** What a string looks like to the rules about its meaning. */
export interface Text {
  readonly value: string;
  readonly node: StringNode;
}

/** Where a subject is meant to be, as far as the document itself tells. */
export interface Target {
  /** Twelve digits. */
  readonly account?: string;
  readonly region?: string;
}

/** How subjects are written down, and what is known of them beside their text. Many share one. */
export interface SubjectForm {
  readonly writtenAs: WrittenAs;
  readonly shape: Shape;
  readonly target?: Target;
  /** What the call that takes it does; absent where the document is no call's. */
  readonly effect?: Effect | undefined;
  /** Fields given elsewhere, such as by another option of the same command line. */
  readonly given?: ReadonlySet<string>;
}

/** What a subject is made of. */
export interface SubjectParts {
  readonly kind: ChangeableKind | 'vault-policy';
  readonly form: SubjectForm;
  /** What stands for the whole; not always an object: a hub in a fleet file is a string. */
  readonly node: JsonNode;
  readonly fields: readonly SubjectField[];
  /** Values that are placeholders or malformed, where there are any: rules about meaning do not see them. */
  readonly opaque?: ReadonlySet<JsonNode> | undefined;
  /** False where the text is broken and more may be meant to follow. */
  readonly complete: boolean;
  /** The string whose value its places are in: that of a policy which is held as text. Absent where they are of the document. */
  readonly heldIn?: StringNode | undefined;
}

const NOWHERE: Target = {};

/** One config inside a document: a request, a body, a fleet entry, a resource of a template. */
export class Subject {
  readonly kind: SubjectParts['kind'];
  readonly node: JsonNode;
  readonly fields: readonly SubjectField[];
  readonly heldIn: StringNode | undefined;
  readonly #form: SubjectForm;
  readonly #opaque: SubjectParts['opaque'];
  readonly #complete: boolean;

  constructor({ kind, form, node, fields, opaque, complete, heldIn }: SubjectParts) {
    this.kind = kind;
    this.node = node;
    this.fields = fields;
    this.heldIn = heldIn;
    this.#form = form;
    this.#opaque = opaque;
    this.#complete = complete;
  }

  get writtenAs(): WrittenAs {
    return this.#form.writtenAs;
  }

  get effect(): Effect | undefined {
    return this.#form.effect;
  }

  get target(): Target {
    return this.#form.target ?? NOWHERE;
  }

  /** The first character of the whole. */
  get head(): Range {
    return headOf(this.node);
  }

  /** True where what is written so takes the field, nothing else gives it, and the text is complete. */
  expects(name: string): boolean {
    return this.#complete && takes(this.#form.shape, name) && this.#form.given?.has(name) !== true;
  }

  /** A field by AWS's name. */
  field(name: string): SubjectField | undefined {
    return this.fields.find(field => field.name === name);
  }

  /** A field's value where it is a string that means something; not where it is a placeholder or malformed. */
  text(name: string): Text | undefined {
    const node = this.field(name)?.node;
    return node?.type === 'string' && this.means(node) ? { value: node.value, node } : undefined;
  }

  /** A field's value where it is a list. */
  list(name: string): ArrayNode | undefined {
    const node = this.field(name)?.node;
    return node?.type === 'array' ? node : undefined;
  }

  /** False where a value is a placeholder or malformed. */
  means(node: JsonNode): boolean {
    return this.#opaque?.has(node) !== true;
  }

  /** Where to say something about a field: its key, or the head of the whole. */
  at(name: string): Range {
    return this.field(name)?.keyRange ?? this.head;
  }
}

function takes(shape: Shape, name: string): boolean {
  for (const [key, member] of shape.members) {
    if (member.foreign !== true && (member.field ?? key) === name) return true;
    if (member.shape !== undefined && takes(member.shape, name)) return true;
  }
  return false;
}
