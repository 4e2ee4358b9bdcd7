import type { FixStep } from './fix.ts';
import type { Subject, SubjectField } from './subject.ts';

/** The fields of a subject that only AWS's answer has, in the order of the text. */
export function printedFields(subject: Subject, names: readonly string[]): readonly SubjectField[] {
  return names
    .flatMap(name => subject.field(name) ?? [])
    .filter(({ shape }) => shape.foreign === true)
    .sort((a, b) => a.keyRange.start - b.keyRange.start);
}

/** What takes fields out of the objects that hold them. */
export function withoutFields(fields: readonly SubjectField[]): readonly FixStep[] {
  return fields.flatMap(({ owner, member }) =>
    owner === undefined || member === undefined ? [] : [{ kind: 'remove-member', owner, member } as const],
  );
}
