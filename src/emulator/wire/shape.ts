/** One thing wrong with a value that a client or a state document holds. `path` is dotted, '' for the value itself. */
export interface Problem {
  readonly path: string;
  readonly kind: 'missing' | 'type' | 'constraint' | 'unknown';
  /** What the rule asks for, in the words AWS's own validation uses: `Member must not be null`. */
  readonly rule: string;
  readonly value: unknown;
}

/** What a JSON value must look like. `parse` reports each problem and answers undefined where there is one. */
export interface Shape<T> {
  readonly optional?: boolean;
  parse(value: unknown, path: string, problems: Problem[]): T | undefined;
}

/**
 * An input that has the shape; one that is missing is an empty one.
 * @throws {Error} what is made of its problems, of which there is one at least
 */
export function checked<T>(
  shape: Shape<T>,
  given: unknown,
  refuse: (problems: readonly [Problem, ...Problem[]]) => Error,
): T {
  const problems: Problem[] = [];
  const parsed = shape.parse(given ?? {}, '', problems);
  const [first = { path: '', kind: 'constraint', rule: 'is not valid', value: given } as const, ...rest] = problems;
  if (parsed !== undefined && problems.length === 0) return parsed;
  throw refuse([first, ...rest]);
}

/** The first thing wrong, where a service says no more than that. */
export const firstFault = ([{ path, rule }]: readonly [Problem, ...Problem[]]): string => `${path}: ${rule}`;

/** The type a shape yields. */
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown>>>;
type Optional = { readonly optional: true };
type ObjectOf<M extends Members> = {
  readonly [K in keyof M as M[K] extends Optional ? never : K]: ShapeOf<M[K]>;
} & {
  readonly [K in keyof M as M[K] extends Optional ? K : never]?: ShapeOf<M[K]>;
};

const join = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

function wrongType(wanted: string, value: unknown, path: string, problems: Problem[]): undefined {
  problems.push({ path, kind: 'type', rule: `Member must be ${wanted}`, value });
  return undefined;
}

/** Limits of a string: lengths in UTF-16 units, `pattern` anchored by its writer, `oneOf` an enumeration. */
export interface StringRules<T extends string = string> {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly T[];
}

/** A string within its rules. */
export function string<const T extends string = string>(rules: StringRules<T> = {}): Shape<T> {
  const broken = (value: string): string | undefined => {
    if (rules.min !== undefined && value.length < rules.min) {
      return `Member must have length greater than or equal to ${rules.min}`;
    }
    if (rules.max !== undefined && value.length > rules.max) {
      return `Member must have length less than or equal to ${rules.max}`;
    }
    if (rules.pattern !== undefined && !rules.pattern.test(value)) {
      return `Member must satisfy regular expression pattern: ${rules.pattern.source}`;
    }
    return undefined;
  };
  const isOne = (value: string): value is T => rules.oneOf === undefined || rules.oneOf.some(one => one === value);
  return {
    parse(value, path, problems) {
      if (typeof value !== 'string') return wrongType('a string', value, path, problems);
      const rule = broken(value);
      if (rule === undefined && isOne(value)) return value;
      const set = `Member must satisfy enum value set: [${(rules.oneOf ?? []).join(', ')}]`;
      problems.push({ path, kind: 'constraint', rule: rule ?? set, value });
      return undefined;
    },
  };
}

/** An integer within its range, inclusive; `fromText` takes the decimal text that forms and queries carry. */
export function integer(
  rules: { readonly min?: number; readonly max?: number; readonly fromText?: true } = {},
): Shape<number> {
  return {
    parse(value, path, problems) {
      const number = rules.fromText && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
        return wrongType('an integer', value, path, problems);
      }
      const low = rules.min !== undefined && number < rules.min;
      if (!low && (rules.max === undefined || number <= rules.max)) return number;
      const rule = `Member must have value ${low ? `greater than or equal to ${rules.min}` : `less than or equal to ${rules.max}`}`;
      problems.push({ path, kind: 'constraint', rule, value });
      return undefined;
    },
  };
}

/** A finite number of any size. */
export const number: Shape<number> = {
  parse: (value, path, problems) =>
    typeof value === 'number' && Number.isFinite(value) ? value : wrongType('a number', value, path, problems),
};

/** `true` or `false`. */
export const boolean: Shape<boolean> = {
  parse: (value, path, problems) =>
    typeof value === 'boolean' ? value : wrongType('a boolean', value, path, problems),
};

/** A point in time as ISO 8601 text in UTC. */
export const instant: Shape<string> = {
  parse: (value, path, problems) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
      ? new Date(value).toISOString()
      : wrongType('an ISO 8601 time', value, path, problems),
};

/** A list of like items. */
export function list<T>(
  item: Shape<T>,
  rules: { readonly min?: number; readonly max?: number } = {},
): Shape<readonly T[]> {
  return {
    parse(value, path, problems) {
      if (!Array.isArray(value)) return wrongType('a list', value, path, problems);
      if (value.length < (rules.min ?? 0) || value.length > (rules.max ?? Number.POSITIVE_INFINITY)) {
        const rule = `Member must have length between ${rules.min ?? 0} and ${rules.max ?? 'any number'}`;
        problems.push({ path, kind: 'constraint', rule, value });
        return undefined;
      }
      const parsed: T[] = [];
      for (const [index, one] of value.entries()) {
        const ready = item.parse(one, join(path, index), problems);
        if (ready !== undefined) parsed.push(ready);
      }
      return parsed;
    },
  };
}

/** True for a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own entries of a JSON object, or undefined with a problem reported. */
export function entries(value: unknown, path: string, problems: Problem[]): [string, unknown][] | undefined {
  return isRecord(value) ? Object.entries(value) : wrongType('an object', value, path, problems);
}

/** A map from any string to like values. */
export function map<T>(item: Shape<T>, key: Shape<string> = string()): Shape<ReadonlyMap<string, T>> {
  return {
    parse(value, path, problems) {
      const pairs = entries(value, path, problems);
      if (pairs === undefined) return undefined;
      const parsed = new Map<string, T>();
      for (const [name, one] of pairs) {
        const ready = item.parse(one, join(path, name), problems);
        if (key.parse(name, join(path, name), problems) !== undefined && ready !== undefined) parsed.set(name, ready);
      }
      return parsed;
    },
  };
}

/**
 * An object with the given members. JSON null counts as absent, as AWS takes it. Members it does not know are ignored,
 * as AWS does, unless `closed`.
 */
export function object<M extends Members>(members: M, rules: { readonly closed?: true } = {}): Shape<ObjectOf<M>> {
  return {
    parse(value, path, problems) {
      const pairs = entries(value, path, problems);
      if (pairs === undefined) return undefined;
      const given = new Map(pairs);
      const before = problems.length;
      const parsed: Record<string, unknown> = {};
      for (const [name, shape] of Object.entries(members)) {
        const one = given.get(name);
        if (one !== undefined && one !== null) {
          parsed[name] = shape.parse(one, join(path, name), problems);
        } else if (!shape.optional) {
          problems.push({ path: join(path, name), kind: 'missing', rule: 'Member must not be null', value: one });
        }
      }
      for (const name of rules.closed ? given.keys() : []) {
        if (!Object.hasOwn(members, name)) {
          problems.push({
            path: join(path, name),
            kind: 'unknown',
            rule: 'Member is not known',
            value: given.get(name),
          });
        }
      }
      // Checked border: each member was parsed by its own shape just above.
      return problems.length === before ? (parsed as ObjectOf<M>) : undefined;
    },
  };
}

/** A member that may be left out. */
export function optional<T>(shape: Shape<T>): Shape<T> & Optional {
  return { parse: (value, path, problems) => shape.parse(value, path, problems), optional: true };
}

/** A list or map out of a form, where `Name=` with nothing after it is the empty one. */
export function inForm<T>(shape: Shape<T>, empty: () => T): Shape<T> {
  return { parse: (value, path, problems) => (value === '' ? empty() : shape.parse(value, path, problems)) };
}

/** Any JSON value, kept as it is. */
export const anything: Shape<unknown> = { parse: value => value };
