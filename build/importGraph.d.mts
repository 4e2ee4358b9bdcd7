/** The sets of files that all reach each other by their imports. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[];
/** Each file below src/ with its text, tests left out. */
export function sourceFiles(root: string): Promise<ReadonlyMap<string, string>>;
/** Each file with those of the files that it imports. */
export function importGraph(sources: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]>;
