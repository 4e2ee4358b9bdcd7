/** What kind of value a member takes, as far as rules about every value care. */
export type Role =
  | 'arn'
  | 'secret' // never shown
  | 'policy' // a policy document as text
  | 'text';

/** One member a document may have. */
export interface MemberShape {
  readonly type: 'string' | 'boolean' | 'list' | 'object' | 'any';
  /** AWS's own name of it, by which rules know it; the key itself where absent. */
  readonly field?: string;
  readonly role?: Role;
  /** The members of an object. */
  readonly shape?: Shape;
  /** True for a key that does not belong here and that a rule of its own speaks about. */
  readonly foreign?: boolean;
  /** What people write instead of the key. */
  readonly also?: readonly string[];
}

/** The members of an object in a document. */
export interface Shape {
  /** What findings call it: AWS's own name of the type or operation, or `fleet`, `fleet-account`, `fleet-region`. */
  readonly name: string;
  readonly members: ReadonlyMap<string, MemberShape>;
  readonly required: readonly string[];
  /** True where further keys are none of our business, as in Terraform's resources. */
  readonly open: boolean;
}

/** The part of a JSON Schema that shapes are made of. */
export interface SchemaPart {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
}

const TYPES: Readonly<Record<string, MemberShape['type']>> = {
  string: 'string',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
};

/** The shape that a schema describes, with the roles of its fields; `refs` holds what its `$ref`s name. */
export function shapeOf(
  schema: SchemaPart,
  roles: Readonly<Record<string, Role>>,
  refs: Readonly<Record<string, SchemaPart>> = {},
  key = '',
): Shape {
  const members = Object.entries(schema.properties ?? {}).map(([key, part]) => {
    const meant = part.$ref === undefined ? part : (refs[part.$ref] ?? part);
    const type = TYPES[meant.type ?? ''] ?? 'any';
    const role = roles[key] ?? 'text';
    const of = { type, role };
    const member: MemberShape = type === 'object' ? { ...of, shape: shapeOf(meant, roles, refs, key) } : of;
    return [key, member] as const;
  });
  const name = schema.$id?.replace(/^.*\//, '') ?? key;
  return { name, members: new Map(members), required: schema.required ?? [], open: false };
}

/** The same shape with keys that do not belong, each spoken about by a rule of its own. */
export function withForeign(shape: Shape, keys: readonly string[]): Shape {
  const foreign = keys.map(key => [key, { type: 'any', foreign: true }] as const);
  return { ...shape, members: new Map<string, MemberShape>([...shape.members, ...foreign]) };
}

/** The same shape, one member of which goes by other names too. */
export function withAliases(shape: Shape, key: string, also: readonly string[]): Shape {
  const members = [...shape.members].map(
    ([name, member]) => [name, name === key ? { ...member, also } : member] as const,
  );
  return { ...shape, members: new Map(members) };
}

/** The same shape with another one at a member. */
export function withShapeAt(shape: Shape, key: string, inner: Shape): Shape {
  return {
    ...shape,
    members: new Map([...shape.members, [key, { ...shape.members.get(key), type: 'object', shape: inner }]]),
  };
}

/** A shape written down key by key. */
export function shape(
  name: string,
  members: Readonly<Record<string, MemberShape>>,
  required: readonly string[] = [],
  open = false,
): Shape {
  return { name, members: new Map(Object.entries(members)), required, open };
}
