import { type Fix, type FixStep, makeRequest } from '../../../../lint/model/fix.ts';
import { printedFields, withoutFields } from '../../../../lint/model/printed.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import type { Subject, SubjectField } from '../../../../lint/model/subject.ts';

/** What GetEventStream answers beside the two members that PutEventStream takes; in a body all of them are foreign. */
export const OUTPUT_KEYS = ['ApplicationId', 'LastModifiedDate', 'LastUpdatedBy'] as const;

/** A stream is written as input of PutEventStream, not copied from output of GetEventStream. */
export const rule = defineRule({
  id: 'event-stream/output-as-input',
  about: 'event-stream',
  severity: 'error',
  aboutAnswers: true,
  summary: 'A stream is written as input of PutEventStream, not copied from output of GetEventStream.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/pinpoint/put-event-stream.html',
  check(subject, report) {
    const wrapper = subject.field('EventStream');
    const printed = printedFields(subject, OUTPUT_KEYS);
    const first = wrapper ?? printed[0];
    if (first === undefined) return;
    const keys = [...(wrapper === undefined ? [] : [wrapper]), ...printed].map(({ key }) => key).join(', ');
    report(first.keyRange, { data: { keys }, fixes: requestFrom(subject, wrapper, printed) });
  },
});

/** A request where the application was printed too; else the stream alone, as a body. */
function requestFrom(
  subject: Subject,
  wrapper: SubjectField | undefined,
  printed: readonly SubjectField[],
): readonly Fix[] {
  const app = printed.find(({ name }) => name === 'ApplicationId');
  const id = app?.node.type === 'string' ? app.node.value : undefined;
  if (wrapper === undefined)
    return [makeRequest(id === undefined ? withoutFields(printed) : wrapped(subject, printed))];
  const { node, owner } = wrapper;
  if (node.type !== 'object' || owner === undefined) return [];
  const steps: readonly FixStep[] =
    id === undefined
      ? [{ kind: 'unwrap', outer: owner, inner: node }]
      : [
          { kind: 'rename-key', key: wrapper.keyRange, text: 'WriteEventStream' },
          { kind: 'add-member', owner, key: 'ApplicationId', value: id },
        ];
  return [makeRequest([...steps, ...withoutFields(printed)])];
}

/** The stream of a bare answer put below its own key, beside the application's id, which stays where it is. */
function wrapped(subject: Subject, printed: readonly SubjectField[]): readonly FixStep[] {
  const stream = ['DestinationStreamArn', 'RoleArn'].flatMap(name => subject.field(name) ?? []);
  const entries = stream.flatMap(({ name, node }) => (node.type === 'string' ? [[name, node.value] as const] : []));
  const gone = [...printed.filter(({ name }) => name !== 'ApplicationId'), ...stream];
  if (subject.node.type !== 'object' || entries.length !== stream.length) return withoutFields(printed);
  const value = Object.fromEntries(entries);
  return [...withoutFields(gone), { kind: 'add-member', owner: subject.node, key: 'WriteEventStream', value }];
}
