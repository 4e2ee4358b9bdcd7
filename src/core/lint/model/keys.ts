import type { JsonNode, ObjectNode } from '../../json/tree.ts';

/** An object of more members than this is none of ours: the longest request has seven. */
const MOST_MEMBERS = 64;

/** The keys of an object, for telling by them what kind of document it is: compared without case. */
export class Keys {
  readonly object: ObjectNode;
  /** The keys as they are written, by themselves in lower case. */
  readonly #written: ReadonlyMap<string, string>;

  constructor(object: ObjectNode) {
    this.object = object;
    this.#written = new Map(object.members.slice(0, MOST_MEMBERS).map(({ key }) => [key.toLowerCase(), key]));
  }

  /** How many different keys there are, case aside. */
  get size(): number {
    return this.#written.size;
  }

  /** True where the object has the key, in any case. */
  has(key: string): boolean {
    return this.#written.has(key.toLowerCase());
  }

  /** The key as the object writes it; undefined where it lacks it. */
  written(key: string): string | undefined {
    return this.#written.get(key.toLowerCase());
  }

  /** The value of a key, in any case. */
  value(key: string): JsonNode | undefined {
    const written = this.written(key);
    return this.object.members.findLast(member => member.key === written)?.value ?? undefined;
  }

  /** The string that stands at a key, in any case. */
  text(key: string): string | undefined {
    const value = this.value(key);
    return value?.type === 'string' ? value.value : undefined;
  }

  /** True where a string that begins as an ARN does, be it after blanks or quotes, stands at a key, in any case. */
  holdsArn(key: string): boolean {
    return /^\W{0,8}arn:\w/i.test(this.text(key) ?? '');
  }

  /** True where each of the object's keys is among these, in any case. */
  onlyOf(known: Iterable<string>): boolean {
    const names = new Set([...known].map(key => key.toLowerCase()));
    return this.object.members.length <= MOST_MEMBERS && [...this.#written.keys()].every(key => names.has(key));
  }

  /** True where more of the object's keys are among these than not, in any case; a plural or a singular counts too. */
  mostlyOf(known: Iterable<string>): boolean {
    if (this.object.members.length > MOST_MEMBERS) return false;
    const names = new Set([...known].map(stem));
    const ours = [...this.#written.keys()].filter(key => names.has(stem(key))).length;
    return ours * 2 > this.size;
  }

  /** The keys of the object below a key, where there is one, in any case. */
  inside(key: string): Keys | undefined {
    const value = this.value(key);
    return value?.type === 'object' ? new Keys(value) : undefined;
  }
}

/** True for a text of a Region's form, letters and letters and a digit, however it is written. */
export const isRegionLike = (text: string | undefined): boolean =>
  text !== undefined &&
  text.length <= 40 &&
  /^\W{0,8}[a-z]{1,15}(?:[-_][a-z]{1,15}){1,3}[-_]?\d[a-z]?\W{0,8}$/i.test(text);

const stem = (key: string): string => key.toLowerCase().replace(/s$/, '');
