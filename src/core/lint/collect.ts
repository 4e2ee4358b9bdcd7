import type { JsonNode, ObjectNode, Range } from '../json/tree.ts';
import type { Effect } from '../model/operations.ts';
import type { KindLint } from './model/kindLint.ts';
import type { LintDocument } from './model/rule.ts';
import { type Shape, shape } from './model/shape.ts';
import { Subject, type SubjectField, type Target, type Value, type WrittenAs } from './model/subject.ts';
import { type Dialect, emptyReading, type Faults, FieldReader, type Reading } from './readFields.ts';

/** How one subject is to be read. */
export interface SubjectSpec {
  readonly kind: KindLint;
  readonly writtenAs: WrittenAs;
  readonly shape: Shape;
  readonly target?: Target;
  readonly effect?: Effect | undefined;
  /** Fields that stand outside the object: a key that names the resource, say. */
  readonly beside?: readonly SubjectField[];
  /** Keys given by other means, whose absence is none. */
  readonly given?: ReadonlySet<string>;
  /** Where a missing key is said; the head of the object where absent. */
  readonly at?: Range;
}

const NONE: ReadonlySet<string> = new Set();
const NO_NODES: ReadonlySet<JsonNode> = new Set();

/** Gathers what one walk over a document finds. */
export class Collector {
  readonly faults: Faults = { unknownKeys: [], missingKeys: [], wrongTypes: [] };
  readonly subjects: Subject[] = [];
  readonly #values: (Value & { readonly subject: Subject })[] = [];

  readonly #readers = new Map<KindLint, FieldReader>();

  constructor(readonly dialect: Dialect) {}

  /** Reads an object as one subject. */
  add(node: ObjectNode, spec: SubjectSpec): void {
    const reader = this.#reader(spec);
    const reading = reader.read(node, spec.shape, spec.at);
    for (const field of spec.beside ?? []) reader.addField(reading, field);
    this.#keep(node, spec, reading);
  }

  /** Takes a subject that is no object: its fields say all. */
  addBare(node: JsonNode, spec: SubjectSpec): void {
    const reading = emptyReading();
    const reader = this.#reader(spec);
    for (const field of spec.beside ?? []) reader.addField(reading, field);
    this.#keep(node, spec, reading);
  }

  /** Takes a vault access policy; `standIn` where it is held as text in a string. */
  addPolicy(node: ObjectNode, standIn?: Range): void {
    const nothing = { shape: shape('', {}, [], true), fields: new Map() };
    const parts = { kind: 'vault-policy', writtenAs: 'body', node, target: {}, ...nothing } as const;
    const known = { opaque: NO_NODES, given: NONE, complete: this.dialect.complete };
    this.subjects.push(new Subject({ ...parts, ...known, ...(standIn === undefined ? {} : { standIn }) }));
  }

  /** Reads an object that only holds subjects, for keys that do not belong and values of the wrong type. */
  frame(node: ObjectNode, shape: Shape): void {
    new FieldReader(this.faults, this.dialect).read(node, shape);
  }

  /** All that was found, as rules see it. */
  document(
    parsed: Pick<LintDocument, 'kind' | 'told' | 'lookalike' | 'root' | 'syntax' | 'duplicateKeys'>,
  ): LintDocument {
    const { kind, told, lookalike, root, syntax, duplicateKeys } = parsed;
    const { unknownKeys, missingKeys, wrongTypes } = this.faults;
    const { subjects } = this;
    // Named one by one, which is faster than spreading: a script may hold a call on every line.
    const values = this.#values;
    return {
      kind,
      told,
      lookalike,
      root,
      syntax,
      duplicateKeys,
      unknownKeys,
      missingKeys,
      wrongTypes,
      subjects,
      values,
    };
  }

  #reader({ kind, given }: SubjectSpec): FieldReader {
    const known = given === undefined ? this.#readers.get(kind) : undefined;
    if (known !== undefined) return known;
    const reader = new FieldReader(this.faults, this.dialect, kind.claimedKeys, given);
    if (given === undefined) this.#readers.set(kind, reader);
    return reader;
  }

  #keep(node: JsonNode, spec: SubjectSpec, reading: Reading): void {
    const subject = new Subject({
      kind: spec.kind.kind,
      writtenAs: spec.writtenAs,
      node,
      shape: spec.shape,
      fields: reading.fields,
      opaque: reading.opaque ?? NO_NODES,
      target: spec.target ?? {},
      effect: spec.effect,
      given: spec.given ?? NONE,
      complete: this.dialect.complete,
    });
    this.subjects.push(subject);
    for (const { node, field } of reading.values) this.#values.push({ node, field, subject });
  }
}
