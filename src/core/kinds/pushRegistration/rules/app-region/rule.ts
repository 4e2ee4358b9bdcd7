import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { parseArn } from '../../../../model/arn.ts';

/** The application is in the instance’s Region. */
export const rule = defineRule({
  id: 'push-registration/app-region',
  about: 'push-registration',
  severity: 'warning',
  summary: 'The application is in the instance’s Region.',
  source: 'https://docs.aws.amazon.com/connect/latest/adminguide/enable-push-notifications-for-mobile-chat.html',
  check(subject, report, context) {
    const app = arnOf(subject.text('PinpointAppArn'));
    // An instance given by its ARN tells where it is itself.
    const instance = parseArn(subject.text('InstanceId')?.value ?? '');
    const wanted = instance?.region ?? context.region;
    if (app === undefined || wanted === undefined || app.arn.region === '' || app.arn.region === wanted) return;
    report(arnPart(app.text, 'region'), { data: { own: app.arn.region, wanted } });
  },
});
