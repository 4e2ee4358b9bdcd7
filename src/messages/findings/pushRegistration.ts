import type { WordTable } from './document.ts';

/** Findings about push registrations and the instances they hang on. */
export const pushRegistrationWords: WordTable = {
  'taken/push-registration': (t, d) => t('This file is read as a push registration because of “{0}”.', d('because')),
  'push-registration/missing-instance': t => t('“InstanceId” is missing: a registration belongs to an instance.'),
  'push-registration/instance-arn': (t, d) => {
    if (d('form') === 'elsewhere')
      return t(
        'This instance belongs to account {0} in {1}, but the request goes elsewhere.',
        d('account'),
        d('region'),
      );
    return d('form') === 'arn'
      ? t('This is an ARN; “InstanceId” takes the ID at its end.')
      : t('An instance ID has 1 to 100 characters; this one has {0}.', d('length'));
  },
  'push-registration/device-type': (t, d) => {
    if (d('long') !== '')
      return t('This is not a device type, but may be the device token: use GCM, APNS or APNS_SANDBOX.');
    return d('meant') === ''
      ? t('“{0}” is not a device type: use GCM, APNS or APNS_SANDBOX.', d('type'))
      : t('“{0}” is not a device type. Did you mean {1}?', d('type'), d('meant'));
  },
  'push-registration/participant-role': (t, d) =>
    t('AWS rejects the role “{0}”: only CUSTOMER can be registered.', d('role')),
  'push-registration/contact-id': (t, d) =>
    t('“{0}” has 1 to 256 characters; this one has {1}.', d('key'), d('length')),
  'push-registration/app-arn': (t, d) =>
    d('service') === ''
      ? t('“{0}” must be apps/ID, with a Region before it and nothing after it.', d('resource'))
      : t('The service in an application’s ARN is mobiletargeting, not {0}.', d('service')),
  'push-registration/app-account': (t, d) =>
    t(
      'The application is in account {0}, the instance in {1}: they must be in the same account.',
      d('own'),
      d('wanted'),
    ),
  'push-registration/app-region': (t, d) =>
    t('The application is in {0}, the instance in {1}: this is not documented to work.', d('own'), d('wanted')),
  'push-registration/token-length': (t, d) =>
    t('A device token has 1 to 500 characters; this one has {0}.', d('length')),
  'push-registration/token-shape': (t, d) =>
    t('This looks like a token of {0}, but the device type is {1}: nothing would arrive.', d('looks'), d('type')),
  'push-registration/token-in-file': t =>
    t(
      'A device token identifies a person’s device. Keep it out of files and use a reference, such as ${env:DEVICE_TOKEN}.',
    ),
  'push-registration/sandbox-prod': t =>
    t('APNS_SANDBOX in a production account: apps from the App Store do not receive these notifications.'),
  'push-registration/client-token': (t, d) =>
    d('length') === '' || d('length') === '0'
      ? t('Without “ClientToken”, a retry may register the device twice.')
      : t('“ClientToken” has at most 500 characters; this one has {0}.', d('length')),
  'push-registration/not-listable': t =>
    t('AWS cannot list push registrations. These come from the record on this computer.'),
  'push-registration/not-recorded': t => t('This registration is not in the record on this computer.'),
  'instance/not-listed': t =>
    t('AWS no longer lists this instance. Its registrations come from the record on this computer.'),
};
