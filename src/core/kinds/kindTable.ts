import { AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type {
  Changed,
  FleetKind,
  FleetSection,
  Kind,
  KindDocument,
  Offered,
  OfferedWrite,
  RemedyTarget,
  Write,
} from '../model/kind.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { ChangeableKind, KindId, TargetKind } from '../model/resource.ts';

/** What the table knows of a write, and of what it changes. */
export interface WriteRow {
  readonly write: Write;
  readonly kind: Changed;
}

/** The kinds that fleet files describe below an account or a Region, in the order in which changes are listed. */
export function fleetKinds<As extends FleetSection['as']>(
  rows: readonly Kind[],
  as: As,
): readonly FleetKind<Extract<FleetSection, { as: As }>>[] {
  return rows.filter((kind): kind is FleetKind<Extract<FleetSection, { as: As }>> => kind.document?.fleet?.as === as);
}

/** Rows of kinds, and what engines ask of them. Engines are given one and know no kind by name. */
export class KindTable {
  /** In the order in which people see them. */
  readonly rows: readonly Kind[];
  /** Every operation that people can start, in the order of the kinds. */
  readonly offered: readonly Offered[];
  /** The writes among them. Beside these the road performs those of the remedies alone. */
  readonly writes: readonly OfferedWrite[];
  /** The ids of the kinds that can be changed. */
  readonly changeable: readonly ChangeableKind[];
  readonly #byId: ReadonlyMap<string, Kind>;
  readonly #targets: ReadonlyMap<string, Changed>;
  readonly #byWrite: ReadonlyMap<string, WriteRow>;

  /** @param remedies What remedies change beside the kinds. */
  constructor(rows: readonly Kind[], remedies: readonly RemedyTarget[] = []) {
    this.rows = rows;
    this.offered = rows.flatMap(kind => kind.operations);
    this.writes = this.offered.filter((one): one is OfferedWrite => one.effect !== 'read');
    this.#byId = new Map(rows.map(kind => [kind.id, kind]));
    this.changeable = rows.map(({ id }) => id).filter(id => this.isChangeable(id));
    const changeable = this.changeable.map(id => [id, this.of(id)] as const);
    this.#targets = new Map<string, Changed>([...changeable, ...remedies.map(one => [one.id, one] as const)]);
    const writes: readonly Write[] = [...this.writes, ...remedies.flatMap(one => one.writes)];
    this.#byWrite = new Map(writes.map(write => [write.name, { write, kind: this.targetOf(write.kind) }]));
  }

  /** True where a text is the id of a kind. */
  isKindId(text: string): text is KindId {
    return this.#byId.has(text);
  }

  /** True where a text is the id of a kind that can be changed. */
  isChangeable(text: string): text is ChangeableKind {
    return this.#byId.get(text)?.document !== undefined;
  }

  /** The row of a kind. Throws RangeError where the table has none. */
  of(id: KindId): Kind {
    const kind = this.#byId.get(id);
    if (kind === undefined) throw new RangeError(`no such kind: ${id}`);
    return kind;
  }

  /** True where a text says what a change can be about. */
  isTarget(text: string): text is TargetKind {
    return this.#targets.has(text);
  }

  /** What a change is about: the row of a kind, or of what a remedy changes. Throws RangeError where the table has none. */
  targetOf(kind: TargetKind): Changed {
    const target = this.#targets.get(kind);
    if (target === undefined) throw new RangeError(`nothing that can be changed: ${kind}`);
    return target;
  }

  /** The kind that an operation belongs to. Throws RangeError where no row offers it. */
  ofOperation(name: Offered['name']): Kind {
    const kind = this.rows.find(one => one.operations.some(operation => operation.name === name));
    if (kind === undefined) throw new RangeError(`not offered: ${name}`);
    return kind;
  }

  /** A write that people start, or undefined where the table offers none of that name. */
  offeredWrite(operation: string): OfferedWrite | undefined {
    return this.writes.find(({ name }) => name === operation);
  }

  /** The rows of a write, or undefined where the table has none. */
  write(operation: string): WriteRow | undefined {
    return this.#byWrite.get(operation);
  }

  /** The rows of a write. Throws AppError `not-offered` where the table has none. */
  writeRow(operation: WriteOperation): WriteRow {
    const row = this.write(operation);
    if (row === undefined) throw new AppError('not-offered', `Not offered: ${operation}`);
    return row;
  }

  /**
   * The change that sets a config on a named resource, or with null takes away what is set. Throws RangeError for kinds
   * that are only browsed.
   */
  setting(
    id: KindId,
    name: string,
    config: JsonObject | null,
  ): { readonly operation: WriteOperation; readonly request: JsonObject } {
    const { set, unset, nameMember, bodyMember } = this.documentOf(id);
    const operation = config === null ? unset : set;
    const named = nameMember === null ? {} : { [nameMember]: name };
    const body = config === null || bodyMember === null ? {} : { [bodyMember]: config };
    return { operation, request: { ...this.offeredWrite(operation)?.preset(null), ...named, ...body } };
  }

  /** How configs of a kind are written. Throws RangeError for kinds that are only browsed. */
  documentOf(id: KindId): KindDocument {
    const { document } = this.of(id);
    if (document === undefined) throw new RangeError(`only browsed: ${id}`);
    return document;
  }
}
