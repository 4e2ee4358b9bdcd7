import type { AwsModel } from '../awsModels.ts';
import { notEmulated } from './matchByName.ts';
import type { WireRequest } from './request.ts';
import type { Match, Operation } from './service.ts';
import { ServiceError } from './serviceError.ts';

interface Route<World> {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  /** What the query must hold, as Glacier tells adding tags from removing them. */
  readonly query: URLSearchParams;
  /** How exactly it names its operation: the more of it is literal, the more. */
  readonly literals: number;
  readonly operation?: Operation<World>;
}

const isLabel = (segment: string): boolean => segment.startsWith('{');

function toRoute<World>(name: string, route: string, operation?: Operation<World>): Route<World> {
  const [method = '', target = ''] = route.split(' ');
  const [path = '', search = ''] = target.split('?');
  const segments = path.split('/').slice(1);
  const query = new URLSearchParams(search);
  const literals = segments.filter(segment => !isLabel(segment)).length + query.size;
  return { name, method, segments, query, literals, ...(operation === undefined ? {} : { operation }) };
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

/** Finds restJson1 operations by method, path and what of the query tells two apart. */
export class RestRoutes<World> {
  readonly #routes: readonly Route<World>[];
  readonly #model: AwsModel;

  constructor(operations: readonly Operation<World>[], model: AwsModel) {
    this.#model = model;
    const ours = new Map(operations.map(operation => [operation.name, operation]));
    this.#routes = Object.entries(model.operations)
      .map(([name, route]) => toRoute(name, route, ours.get(name)))
      .sort((a, b) => b.literals - a.literals);
  }

  /** @throws {URIError} where a label is not percent-encoded UTF-8. */
  match({ method, path, query }: Pick<WireRequest, 'method' | 'path' | 'query'>): Match<World> {
    const sent = path.split('/').slice(1);
    for (const route of this.#routes) {
      const { name, operation } = route;
      const fits = route.method === method && [...route.query].every(([key, value]) => query.get(key) === value);
      const labels = fits ? labelsOf(route.segments, sent) : undefined;
      if (labels === undefined) continue;
      return {
        name,
        labels,
        isUnsigned: this.#model.unsigned.includes(name),
        ...(operation === undefined ? { refusal: notEmulated(this.#model, name) } : { operation }),
      };
    }
    // AWS's answers here are not published service by service; this is that of its framework for REST services.
    const refusal = new ServiceError('UnknownOperationException', 404, `There is no ${method} ${path.slice(0, 200)}`);
    return { name: `${method} ${path.slice(0, 200)}`, labels: {}, refusal };
  }
}
