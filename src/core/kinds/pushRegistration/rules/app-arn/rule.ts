import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** The application's ARN is of the service mobiletargeting and ends with the application's id. */
export const rule = defineRule({
  id: 'push-registration/app-arn',
  about: 'push-registration',
  severity: 'error',
  summary: 'The application’s ARN is of the service mobiletargeting and ends with the application’s ID.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-actions.html',
  check(subject, report) {
    const app = arnOf(subject.text('PinpointAppArn'));
    if (app === undefined) return;
    const { arn, text } = app;
    const data = { service: arn.service, resource: arn.resource.slice(0, 160) };
    const service = arnPart(text, 'service');
    if (arn.service !== 'mobiletargeting') {
      const fixes = arn.service === 'pinpoint' ? [replacePart(service, 'mobiletargeting', true)] : [];
      report(service, { data, fixes });
      return;
    }
    if (/^apps\/[^/\s]+$/.test(arn.resource) && arn.region !== '') return;
    const app32 =
      /^(?:apps?\/)?([0-9a-f]{32})(?:\/.*)?$/.exec(arn.resource)?.[1] ?? /^apps\/([^/]+)\//.exec(arn.resource)?.[1];
    const resource = arnPart(text, 'resource');
    const fixes = app32 ? [replacePart(resource, `apps/${app32}`, false)] : [];
    report(resource, { data: { ...data, service: '' }, fixes });
  },
});
