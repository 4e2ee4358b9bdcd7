import type { Match, Operation } from './service.ts';

interface Route<World> {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly literals: number;
  readonly operation?: Operation<World>;
}

const isLabel = (segment: string): boolean => segment.startsWith('{');

function toRoute<World>(name: string, route: string, operation?: Operation<World>): Route<World> {
  const [method = '', path = ''] = route.split(' ');
  const segments = path.split('/').slice(1);
  const literals = segments.filter(segment => !isLabel(segment)).length;
  return operation === undefined
    ? { name, method, segments, literals }
    : { name, method, segments, literals, operation };
}

function labelsOf(segments: readonly string[], sent: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (segments.length !== sent.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = sent[index] ?? '';
    if (isLabel(segment)) {
      if (value === '') return undefined;
      // Decoded after the split, so that an encoded slash stays inside its label.
      labels[segment.slice(1, -1)] = decodeURIComponent(value);
    } else if (segment !== value) {
      return undefined;
    }
  }
  return labels;
}

/**
 * Finds restJson1 operations by method and path. `others` names the operations that AWS has and we lack, one a line:
 * `Name METHOD /path/{label}`; so that an answer and a count can say which was asked for.
 */
export class RestRoutes<World> {
  readonly #routes: readonly Route<World>[];

  constructor(operations: readonly Operation<World>[], others: string) {
    const ours = operations.map(operation => toRoute(operation.name, operation.route ?? '', operation));
    const theirs = others
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
      .map(line => toRoute<World>(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)));
    // The more of a path is literal, the more exactly it names its operation.
    this.#routes = [...ours, ...theirs].sort((a, b) => b.literals - a.literals);
  }

  /** @throws {URIError} where a label is not percent-encoded UTF-8. */
  match(method: string, path: string): Match<World> {
    const sent = path.split('/').slice(1);
    for (const route of this.#routes) {
      const labels = route.method === method ? labelsOf(route.segments, sent) : undefined;
      if (labels === undefined) continue;
      return route.operation === undefined
        ? { name: route.name, labels }
        : { name: route.name, operation: route.operation, labels };
    }
    return { name: `${method} ${path.slice(0, 200)}`, labels: {} };
  }
}
