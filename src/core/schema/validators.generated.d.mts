/** A compiled schema: true where the value fits; otherwise `errors` says where it does not. */
export interface CompiledSchema {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** One fault, as ajv tells it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The name that is at fault, where a name is. */
  readonly propertyName?: string;
}

declare const compiled: Readonly<Record<string, CompiledSchema>>;
export default compiled;
