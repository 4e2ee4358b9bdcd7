import type { JsonNode, ObjectNode, Range, StringNode } from '../json/tree.ts';
import type { KindLint } from './model/kindLint.ts';
import type { LintDocument } from './model/rule.ts';
import { type Shape, shape } from './model/shape.ts';
import { Subject, type SubjectField, type SubjectForm, type Value } from './model/subject.ts';
import { type Dialect, emptyReading, type Faults, FieldReader, type Reading } from './readFields.ts';

/** How subjects are to be read. */
export interface SubjectSpec extends SubjectForm {
  readonly kind: KindLint;
}

/** What stands outside the object of one subject. */
export interface Outside {
  /** Fields such as a key that names the resource. */
  readonly beside?: readonly SubjectField[];
  /** Where a missing key is said; the head of the object where absent. */
  readonly at?: Range;
}

const POLICY: SubjectForm = { writtenAs: 'body', shape: shape('', {}, [], true) };

/** Gathers what one walk over a document finds. */
export class Collector {
  readonly faults: Faults = { unknownKeys: [], missingKeys: [], wrongTypes: [], unknownTypes: [], heldFaults: [] };
  readonly subjects: Subject[] = [];
  readonly #values: (Value & { readonly subject: Subject })[] = [];

  readonly #readers = new Map<KindLint, FieldReader>();

  constructor(readonly dialect: Dialect) {}

  /** Reads an object as one subject. */
  add(node: ObjectNode, spec: SubjectSpec, { beside = [], at }: Outside = {}): void {
    const reader = this.#reader(spec);
    this.#keep(node, spec, reader, reader.read(node, spec.shape, at), beside);
  }

  /** Takes a subject that is no object: the fields beside it say all. */
  addBare(node: JsonNode, spec: SubjectSpec, beside: readonly SubjectField[]): void {
    this.#keep(node, spec, this.#reader(spec), emptyReading(), beside);
  }

  /** Takes a vault access policy, and the string whose value its places are in, where it is held as text. */
  addPolicy(node: ObjectNode, heldIn?: StringNode): void {
    const { complete } = this.dialect;
    const parts = { kind: 'vault-policy', form: POLICY, node, fields: [], complete, heldIn } as const;
    this.subjects.push(new Subject(parts));
  }

  /** Reads an object that only holds subjects, for keys that do not belong and values of the wrong type. */
  frame(node: ObjectNode, shape: Shape): void {
    new FieldReader(this.faults, this.dialect).read(node, shape);
  }

  /** All that was found, as rules see it. */
  document(
    parsed: Pick<
      LintDocument,
      'kind' | 'told' | 'lookalike' | 'root' | 'syntax' | 'duplicateKeys' | 'command' | 'barePolicy'
    >,
  ): LintDocument {
    const { kind, told, lookalike, root, syntax, duplicateKeys, command, barePolicy } = parsed;
    const { unknownKeys, missingKeys, wrongTypes, unknownTypes, heldFaults } = this.faults;
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
      command,
      barePolicy,
      unknownKeys,
      missingKeys,
      wrongTypes,
      unknownTypes,
      heldFaults,
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

  #keep(
    node: JsonNode,
    spec: SubjectSpec,
    reader: FieldReader,
    reading: Reading,
    beside: readonly SubjectField[],
  ): void {
    for (const field of beside) reader.addField(reading, field);
    const { fields, opaque, values, isOpen } = reading;
    const complete = this.dialect.complete && !isOpen;
    const subject = new Subject({ kind: spec.kind.kind, form: spec, node, fields: fields.slice(), opaque, complete });
    this.subjects.push(subject);
    for (const { node, field } of values) this.#values.push({ node, field, subject });
  }
}
