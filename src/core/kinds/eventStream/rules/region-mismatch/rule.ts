import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { parseRegion } from '../../../../model/regions.ts';

/** The stream is in the application's Region. */
export const rule = defineRule({
  id: 'event-stream/region-mismatch',
  about: 'event-stream',
  severity: 'warning',
  summary: 'The stream is in the application’s Region.',
  source: 'experience',
  check(subject, report, context) {
    const stream = arnOf(subject.text('DestinationStreamArn'));
    const region = parseRegion(subject.target.region ?? context.region ?? '');
    if (stream === undefined || region === undefined || stream.arn.region === '' || stream.arn.region === region)
      return;
    const part = arnPart(stream.text, 'region');
    report(part, { data: { region: stream.arn.region, wanted: region }, fixes: [replacePart(part, region, false)] });
  },
});
