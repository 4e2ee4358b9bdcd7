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

  /** The string at a key, in any case, where it begins as an ARN does, be it after blanks or quotes. */
  arn(key: string): string | undefined {
    const text = this.text(key);
    return text !== undefined && /^\W*arn:\w/i.test(text.slice(0, 80)) ? text : undefined;
  }

  /** True where the object has the key, in any case, with a value that is no label: words with blanks between them. */
  holds(key: string): boolean {
    const text = this.text(key)?.trim() ?? '';
    return this.has(key) && (text.startsWith('arn:') || !/\s/.test(text));
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

const stem = (key: string): string => key.toLowerCase().replace(/s$/, '');
