/** Sentences about the imports of one file, given by its path below the root, that cross a boundary. */
export function crossings(file: string, source: string): readonly string[];
/** A sentence where a file other than the road opens a writer. */
export function writersOutsideTheRoad(file: string, source: string): readonly string[];
/** Sentences about all files together: circles, and imports against the order inside a layer. */
export function tangles(
  sources: ReadonlyMap<string, string>,
  order?: Readonly<Record<string, readonly string[]>>,
): readonly string[];
/** A sentence for each name that more than one of the files exports. */
export function namesakes(sources: ReadonlyMap<string, string>): readonly string[];
/** A sentence where a file has grown too long. */
export function tooLong(file: string, source: string): readonly string[];
/** Every fault below src/. */
export function allCrossings(root: string): Promise<{ readonly files: number; readonly sentences: readonly string[] }>;
