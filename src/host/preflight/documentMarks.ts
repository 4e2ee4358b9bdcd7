import { parseJson } from '../../core/json/parse.ts';
import { type JsonNode, memberOf, type ObjectNode, objectAt, type Range } from '../../core/json/tree.ts';
import type { KindDocument } from '../../core/model/kind.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { movedRange, type TextChange } from '../fleet/movedRange.ts';

/** What a check found of a document, at the value that it is about. */
export interface DocumentMark extends Range {
  readonly step: ChainStep;
}

/** How a document of a kind is written, and which member each check is about. */
export interface MarkedKind {
  readonly document: Pick<KindDocument, 'bodyMember' | 'output'>;
  readonly memberOf: (rule: string) => string | null;
}

/** Puts what a check found to its places in the text that was checked; what has none stands at the beginning. */
export function documentMarks(
  { steps }: Pick<Report, 'steps'>,
  text: string,
  kind: MarkedKind,
): readonly DocumentMark[] {
  const { root } = parseJson(text, true);
  const body = root?.type === 'object' ? bodyIn(root, kind.document) : undefined;
  return steps
    .filter(({ verdict }) => verdict !== 'ok')
    .map(step => {
      const member = kind.memberOf(step.rule);
      const value: JsonNode | null | undefined = member === null ? null : body && memberOf(body, member)?.value;
      return {
        ...(value == null ? { start: 0, end: Math.min(1, text.length) } : { start: value.start, end: value.end }),
        step,
      };
    });
}

/** The inner part of a request or of what a get call printed, else the whole. */
function bodyIn(root: ObjectNode, { bodyMember, output }: MarkedKind['document']): ObjectNode {
  const inner = bodyMember === null ? undefined : objectAt(root, bodyMember);
  return inner ?? (output === undefined ? undefined : objectAt(root, output.member)) ?? root;
}

/** The marks after an edit: those beside it move, and those that it reached into go, since nobody looked where it leads now. */
export const movedDocumentMarks = (
  marks: readonly DocumentMark[],
  changes: readonly TextChange[],
): readonly DocumentMark[] =>
  marks.flatMap(mark => {
    const range = movedRange(mark, changes);
    return range === undefined ? [] : [{ ...mark, ...range }];
  });
