import type { WordTable } from './document.ts';

/** Findings about push registrations and the instances they hang on. */
export const pushRegistrationWords: WordTable = {
  'taken/push-registration': (t, d) => t('This file was taken for a push registration because of “{0}”.', d('because')),
  'push-registration/missing-instance': t => t('“InstanceId” is missing: a registration belongs to an instance.'),
  'push-registration/instance-arn': (t, d) => {
    if (d('form') === 'elsewhere')
      return t('This instance is of account {0} in {1}, and the request goes elsewhere.', d('account'), d('region'));
    return d('form') === 'arn'
      ? t('This is an ARN; “InstanceId” takes the id at its end.')
      : t('An instance’s id has 1 to 100 characters; this has {0}.', d('length'));
  },
  'push-registration/device-type': (t, d) =>
    d('meant') === ''
      ? t('There is no device type “{0}”: GCM, APNS and APNS_SANDBOX are all.', d('type'))
      : t('There is no device type “{0}”. Did you mean {1}?', d('type'), d('meant')),
  'push-registration/participant-role': (t, d) =>
    t('AWS refuses the role “{0}”: only CUSTOMER can be registered.', d('role')),
  'push-registration/contact-id': (t, d) => t('“{0}” has 1 to 256 characters; this has {1}.', d('key'), d('length')),
  'push-registration/app-arn': (t, d) =>
    d('service') === ''
      ? t('“{0}” must be apps/ID, with a Region before it and nothing behind.', d('resource'))
      : t('The service in an application’s ARN is mobiletargeting, not {0}.', d('service')),
  'push-registration/app-account': (t, d) =>
    t('The application is in account {0}, the instance in {1}: they must be in one.', d('own'), d('wanted')),
  'push-registration/app-region': (t, d) =>
    t('The application is in {0}, the instance in {1}: that this works is not documented.', d('own'), d('wanted')),
  'push-registration/token-length': (t, d) => t('A device token has 1 to 500 characters; this has {0}.', d('length')),
  'push-registration/token-shape': (t, d) =>
    t('This looks like a token of {0}, but the device type is {1}: nothing would arrive.', d('looks'), d('type')),
  'push-registration/token-in-file': t =>
    t('A device token identifies a person. Refer to it, as in ${env:DEVICE_TOKEN}, and keep it out of files.'),
  'push-registration/sandbox-prod': t =>
    t('APNS_SANDBOX in a production account: apps from the store do not get these notifications.'),
  'push-registration/client-token': (t, d) =>
    d('length') === '' || d('length') === '0'
      ? t('Without “ClientToken”, repeating the call may register twice.')
      : t('“ClientToken” has at most 500 characters; this has {0}.', d('length')),
  'push-registration/not-listable': t =>
    t('AWS cannot list registrations: what is shown comes from the record on this computer.'),
  'push-registration/not-recorded': t => t('This registration is not in the record on this computer.'),
  'instance/not-listed': t =>
    t('AWS does not list this instance any more; its registrations are only in the record on this computer.'),
};
