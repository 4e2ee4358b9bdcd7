import { defineRule } from '../../../../lint/model/rule.ts';

/** A contact's id has 1 to 256 characters. */
export const rule = defineRule({
  id: 'push-registration/contact-id',
  about: 'push-registration',
  severity: 'error',
  summary: 'A contact ID has 1 to 256 characters.',
  source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_ContactConfiguration.html',
  check(subject, report) {
    for (const name of ['ContactId', 'RegistrationId']) {
      const id = subject.text(name);
      if (id === undefined || (id.value.length >= 1 && id.value.length <= 256)) continue;
      report(id.node, { data: { key: name, length: String(id.value.length) } });
    }
  },
});
