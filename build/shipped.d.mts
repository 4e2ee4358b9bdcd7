/** Copies what is shipped, as `.vscodeignore` lets it through, from the project's folder to an existing one. */
export function copyShipped(from: string, to: string): Promise<void>;
