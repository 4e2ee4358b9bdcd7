import { headOf, type JsonNode, type Member, type ObjectNode, type Range } from '../json/tree.ts';
import { parseArn } from '../model/arn.ts';
import type { Json } from '../model/json.ts';
import { isLeftToReaders, isVariableKey, placeholderIn } from '../model/placeholder.ts';
import { nearest } from '../model/similar.ts';
import { hasTwoServices } from './model/arnPart.ts';
import type { HeldFault, MissingKey, UnknownKey, UnknownType, WrongType } from './model/rule.ts';
import type { MemberShape, Shape } from './model/shape.ts';
import type { SubjectField, Value } from './model/subject.ts';

/** What reading subjects finds beside their fields. */
export interface Faults {
  readonly unknownKeys: UnknownKey[];
  readonly missingKeys: MissingKey[];
  readonly wrongTypes: WrongType[];
  readonly unknownTypes: UnknownType[];
  readonly heldFaults: HeldFault[];
}

/** How a document writes down its values. */
export interface Dialect {
  /** True where an object such as `{"Ref": …}` may stand for any value. */
  readonly intrinsics: boolean;
  /** True where the text is complete; in a broken one nothing is called missing. */
  readonly complete: boolean;
  /** True for the AWS CLI's shorthand, where everything is text and a list of one looks like its item. */
  readonly shorthand?: boolean;
  /** True on a page for people, where a word that names a value or a part of an ARN stands for one. */
  readonly forReaders?: boolean | undefined;
}

/** The fields of one subject, and what rules need to know of their values. */
export interface Reading {
  /** One of each name: few, so that finding one is quick. */
  readonly fields: SubjectField[];
  readonly values: Value[];
  /** Made with the first value that is one: most subjects have none. */
  opaque: Set<JsonNode> | undefined;
  /** True where what a template or a variable puts in may bring further keys, so that none is missing. */
  isOpen: boolean;
}

/** A reading before anything was read. */
export function emptyReading(): Reading {
  return { fields: [], values: [], opaque: undefined, isOpen: false };
}

/** Blanks, quotes and zero-width characters, none of which any of our values holds. */
export const STRAY = /[\s"'`\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff“”‘’]/u;

/** True for a string that rules about meaning should not see. */
function isOpaque(value: string, { forReaders }: Dialect): boolean {
  if (placeholderIn(value) !== undefined || STRAY.test(value)) return true;
  if (forReaders === true && isLeftToReaders(value)) return true;
  const arn = parseArn(value);
  return arn !== undefined && hasTwoServices(arn);
}

/** The members of a shape that belong there. */
type Proper = ReadonlyMap<string, MemberShape>;

/** Reads objects along their shapes: what belongs becomes fields, what does not becomes a fault. */
export class FieldReader {
  readonly #claimed: ReadonlySet<string>;

  constructor(
    readonly faults: Faults,
    readonly dialect: Dialect,
    claimedKeys: readonly string[] = [],
    readonly given: ReadonlySet<string> = new Set(),
  ) {
    this.#claimed = new Set(claimedKeys);
  }

  /** The fields of an object; `at` is where a missing key is said. */
  read(owner: ObjectNode, shape: Shape, at?: Range): Reading {
    const reading = emptyReading();
    this.#object(owner, shape, at ?? headOf(owner), reading);
    return reading;
  }

  /** Adds a field that is no member of the object, such as a key that names the resource. */
  addField(reading: Reading, field: SubjectField): void {
    keep(reading, field);
    this.#strings(field, reading);
  }

  #object(owner: ObjectNode, shape: Shape, at: Range, reading: Reading): void {
    // Made with the first member that needs it: a fleet file may hold thousands of empty objects.
    let present: Set<string> | undefined;
    let strangers: number[] | undefined;
    // A function among the members, such as Fn::Transform, or a key that is filled in later may bring any others.
    let isOpen = false;
    for (const [index, member] of owner.members.entries()) {
      const known = shape.members.get(member.key);
      if (this.dialect.intrinsics && INTRINSIC.test(member.key)) isOpen = true;
      else if (known === undefined && isVariableKey(member.key)) isOpen = true;
      else if (known === undefined) {
        strangers ??= [];
        strangers.push(index);
      } else {
        present ??= new Set();
        present.add(member.key);
        this.#member(owner, member, member.key, known, reading);
      }
    }
    if (strangers !== undefined) {
      present ??= new Set();
      const proper = new Map([...shape.members].filter(([, one]) => one.foreign !== true));
      const meanings = strangers.map(index => meaningOf(owner.members[index]?.key ?? '', proper));
      const contested = repeated(meanings);
      for (const [at, index] of strangers.entries()) {
        const meant = meanings[at];
        const isContested = meant !== undefined && contested.has(meant);
        this.#stranger(owner, index, shape, { meant, isContested }, present, reading);
      }
    }
    reading.isOpen ||= isOpen;
    if (!this.dialect.complete || isOpen) return;
    for (const key of shape.required) {
      if (present?.has(key) !== true && !this.#claimed.has(key) && !this.given.has(key)) {
        this.faults.missingKeys.push({ key, range: at, owner, blank: blankOf(shape.members.get(key)) });
      }
    }
  }

  /** A key that the shape lacks: where it is close to one that is not there yet, its value counts as that one's. */
  #stranger(
    owner: ObjectNode,
    index: number,
    shape: Shape,
    { meant, isContested }: Meaning,
    present: Set<string>,
    reading: Reading,
  ): void {
    const member = owner.members[index];
    if (member === undefined) return;
    if (shape.open && meant === undefined) return;
    const free = meant !== undefined && !present.has(meant);
    if (!shape.open) {
      const unknown = { key: member.key, range: member.keyRange, owner, index, shape };
      this.faults.unknownKeys.push(free ? { ...unknown, meant, contested: isContested } : unknown);
    }
    const known = free ? shape.members.get(meant) : undefined;
    if (meant === undefined || known === undefined || shape.open) return;
    present.add(meant);
    this.#member(owner, member, meant, known, reading);
  }

  #member(owner: ObjectNode, member: Member, key: string, shape: MemberShape, reading: Reading): void {
    if (member.value === null) return;
    const node = this.dialect.shorthand === true ? asWritten(member.value, shape) : member.value;
    const name = shape.field ?? key;
    const field: SubjectField = { name, key: member.key, keyRange: member.keyRange, shape, node, member, owner };
    keep(reading, field);
    if (shape.foreign === true || this.#isIntrinsic(node)) return;
    if (!this.#checkType(field)) return;
    if (node.type === 'object' && shape.shape !== undefined) this.#object(node, shape.shape, member.keyRange, reading);
    else this.#strings(field, reading);
  }

  #strings(field: SubjectField, reading: Reading): void {
    const { node } = field;
    // A document of its own, with blanks and quotes.
    if (field.shape.role === 'policy') return;
    const nodes = node.type === 'array' ? node.items : [node];
    for (const one of nodes) {
      if (one.type !== 'string') continue;
      reading.values.push({ node: one, field });
      if (!isOpaque(one.value, this.dialect)) continue;
      reading.opaque ??= new Set();
      reading.opaque.add(one);
    }
  }

  /** Says where a value has the wrong type. True where it has the right one. */
  #checkType({ node, shape, key }: SubjectField): boolean {
    const wanted = shape.type;
    if (wanted === 'any') return true;
    if (node.type === (wanted === 'list' ? 'array' : wanted)) {
      if (node.type === 'array') this.#checkItems(node.items, key);
      return true;
    }
    // A variable may hold anything once it is filled in.
    const variable = node.type === 'string' && placeholderIn(node.value) !== undefined;
    if (!variable) this.faults.wrongTypes.push({ key, node, wanted });
    return variable;
  }

  #checkItems(items: readonly JsonNode[], key: string): void {
    for (const item of items) {
      if (item.type !== 'string' && !this.#isIntrinsic(item)) {
        this.faults.wrongTypes.push({ key, node: item, wanted: 'list of strings' });
      }
    }
  }

  #isIntrinsic(node: JsonNode): boolean {
    if (!this.dialect.intrinsics || node.type !== 'object') return false;
    const [only, second] = node.members;
    return only !== undefined && second === undefined && INTRINSIC.test(only.key);
  }
}

/** Keys of objects that CloudFormation puts a value in place of. */
const INTRINSIC = /^(?:Ref|Condition|Fn::[\w:]+)$/;

/** Takes a field; of two of one name the later one wins. */
function keep({ fields }: Reading, field: SubjectField): void {
  const at = fields.findIndex(({ name }) => name === field.name);
  if (at === -1) fields.push(field);
  else fields[at] = field;
}

/** What a key that the shape lacks stands for. */
interface Meaning {
  readonly meant: string | undefined;
  /** True where another key of the object stands for the same. */
  readonly isContested: boolean;
}

const meaningOf = (key: string, proper: Proper): string | undefined =>
  nearest(key, proper.keys()) ?? aliased(key, proper);

/** The texts that stand in a list more than once. */
export function repeated(texts: Iterable<string | undefined>): ReadonlySet<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const text of texts) {
    if (text === undefined) continue;
    if (seen.has(text)) again.add(text);
    seen.add(text);
  }
  return again;
}

/** The key that goes by another name too. */
const aliased = (name: string, members: Proper): string | undefined =>
  [...members].find(([, { also = [] }]) => also.some(one => one.toLowerCase() === name.toLowerCase()))?.[0];

/** A value with nothing in it, as a member takes it. */
function blankOf(member: MemberShape | undefined): Json {
  switch (member?.type) {
    case 'list':
      return [];
    case 'object':
      return {};
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** What shorthand text stands for where another type than a string is wanted. */
function asWritten(node: JsonNode, { type }: MemberShape): JsonNode {
  if (node.type !== 'string') return node;
  const { start, end } = node;
  if (type === 'list') return { type: 'array', items: [node], start, end };
  return type === 'boolean' && /^(?:true|false)$/i.test(node.value) ? { type: 'boolean', start, end } : node;
}

/** The members of an object whose values are objects. */
export function objectMembers(object: ObjectNode): readonly { readonly member: Member; readonly value: ObjectNode }[] {
  return object.members.flatMap(member => (member.value?.type === 'object' ? [{ member, value: member.value }] : []));
}
