import * as v from 'valibot';

/** Reads what comes from outside: as the schema has it, or undefined where it is something else. Never throws. */
export const readerOf =
  <Schema extends v.GenericSchema>(schema: Schema) =>
  (from: unknown): v.InferOutput<Schema> | undefined => {
    const result = v.safeParse(schema, from);
    return result.success ? result.output : undefined;
  };
