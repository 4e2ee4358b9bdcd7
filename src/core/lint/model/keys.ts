import { type ObjectNode, objectAt } from '../../json/tree.ts';

/** The keys of an object, for telling by them what kind of document it is: compared without case. */
export class Keys {
  readonly object: ObjectNode;
  readonly #exact: ReadonlySet<string>;
  readonly #lower: ReadonlySet<string>;

  constructor(object: ObjectNode) {
    this.object = object;
    // A document with many keys is none of ours, and is told by its first ones.
    const keys = object.members.slice(0, 64).map(({ key }) => key);
    this.#exact = new Set(keys);
    this.#lower = new Set(keys.map(key => key.toLowerCase()));
  }

  /** True where the object has the key, in any case. */
  has(key: string): boolean {
    return this.#lower.has(key.toLowerCase());
  }

  /** True where the object has the key exactly so. */
  hasExactly(key: string): boolean {
    return this.#exact.has(key);
  }

  /**
   * True where the key says what the object is: as AWS writes it, or in other case among keys most of which are `known`
   * too. Many unrelated settings files hold an `snsTopic` or a `deviceToken`.
   */
  tells(key: string, known: Iterable<string>): boolean {
    return this.#exact.has(key) || (this.has(key) && this.mostlyOf(known));
  }

  /** True where more of the object's keys are among these than not, in any case; a plural or a singular counts too. */
  mostlyOf(known: Iterable<string>): boolean {
    const names = new Set([...known].map(stem));
    const ours = [...this.#lower].filter(key => names.has(stem(key))).length;
    return ours * 2 > this.#lower.size;
  }

  /** The keys of the object below a key, where there is one, in any case. */
  inside(key: string): Keys | undefined {
    const found = this.object.members.find(member => member.key.toLowerCase() === key.toLowerCase());
    const value = found === undefined ? undefined : objectAt(this.object, found.key);
    return value === undefined ? undefined : new Keys(value);
  }
}

const stem = (key: string): string => key.toLowerCase().replace(/s$/, '');
