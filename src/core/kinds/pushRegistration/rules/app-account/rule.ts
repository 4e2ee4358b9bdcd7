import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { parseArn } from '../../../../model/arn.ts';

/** The application is in the instance’s account. */
export const rule = defineRule({
  id: 'push-registration/app-account',
  about: 'push-registration',
  severity: 'error',
  summary: 'The application is in the instance’s account.',
  source: 'https://docs.aws.amazon.com/connect/latest/adminguide/enable-push-notifications-for-mobile-chat.html',
  check(subject, report, context) {
    const app = arnOf(subject.text('PinpointAppArn'));
    // An instance given by its ARN tells where it is itself.
    const instance = parseArn(subject.text('InstanceId')?.value ?? '');
    const wanted = instance?.accountId ?? context.account;
    if (app === undefined || wanted === undefined || app.arn.accountId === '' || app.arn.accountId === wanted) return;
    report(arnPart(app.text, 'accountId'), { data: { own: app.arn.accountId, wanted } });
  },
});
