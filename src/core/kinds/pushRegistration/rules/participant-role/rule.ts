import { removeMember, replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** The participant is the customer. */
export const rule = defineRule({
  id: 'push-registration/participant-role',
  about: 'push-registration',
  severity: 'error',
  summary: 'The participant is the customer: AWS accepts no other role.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_ContactConfiguration.html',
  check(subject, report) {
    const role = subject.text('ParticipantRole');
    if (role === undefined || role.value === 'CUSTOMER') return;
    const field = subject.field('ParticipantRole');
    const remove = field?.owner && field.member ? [removeMember(field.owner, field.member)] : [];
    const fixes = [replaceWith(role.node, 'CUSTOMER', role.value.toUpperCase() === 'CUSTOMER'), ...remove];
    report(role.node, { data: { role: role.value.slice(0, 80) }, fixes });
  },
});
