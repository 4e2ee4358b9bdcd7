import { arnOf, isHere } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** An application is named by its id. */
export const rule = defineRule({
  id: 'event-stream/app-id',
  about: 'event-stream',
  severity: 'warning',
  summary: 'An application is named by its ID, 32 hexadecimal digits.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html',
  check(subject, report, context) {
    const id = subject.text('ApplicationId');
    if (id === undefined || subject.field('ApplicationId')?.shape.foreign === true) return;
    if (/^[0-9a-f]{32}$/.test(id.value)) return;
    const arn = arnOf(id)?.arn;
    if (arn !== undefined && isHere(arn, context) === false) {
      report(id.node, { data: { id: '', account: arn.accountId, region: arn.region }, severity: 'error' });
      return;
    }
    const tail = /(?:^|\/)([0-9a-f]{32})$/.exec(id.value)?.[1];
    // The id alone says no more where the application is.
    const sure = arn === undefined || isHere(arn, context) === true;
    const fixes = tail === undefined ? [] : [replacePart({ node: id.node, from: 0, to: id.value.length }, tail, sure)];
    report(id.node, { data: { id: id.value.slice(0, 80) }, fixes });
  },
});
