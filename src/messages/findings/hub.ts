import type { WordTable } from './document.ts';

/** Findings about notification hubs. */
export const hubWords: WordTable = {
  'taken/hub': (t, d) => t('This file is read as a hub because of “{0}”.', d('because')),
  'hub/region': (t, d) => {
    const known =
      d('form') === 'wrong'
        ? t('“{0}” is not a Region.', d('region'))
        : t('{0} is not one of the Regions known to support hubs. AWS has the last word.', d('region'));
    return d('meant') === '' ? known : `${known} ${t('Did you mean {0}?', d('meant'))}`;
  },
  'hub/read-only-keys': (t, d) => t('This is output of the call: a request does not accept {0}.', d('keys')),
  'hub/too-many': (t, d) =>
    t('AWS allows 3 hubs per account; {0} would be one too many: {1}.', d('region'), d('regions')),
  'hub/duplicate': (t, d) => t('{0} is already in the list. Registering it again does nothing.', d('region')),
  'hub/tf-arg': t => t('In Terraform, use notification_hub_region for the hub’s Region.'),
  'hub/no-tags': t => t('Hubs can’t be tagged.'),
  'hub/control-plane-region': (t, d) =>
    t('This calls {0}. Calls about hubs go to us-east-1, whatever Region the hub is in.', d('region')),
  'hub/transition': (t, d) => t('The hub in {0} is {1}. Wait until AWS has finished.', d('region'), d('status')),
  'hub/quota': (t, d) =>
    t('AWS allows 3 hubs per account, and there are 3 already: {0}. Deregister one first.', d('hubs')),
  'hub/first': (t, d) =>
    t('This is the account’s first hub. From now on it must always have one: {0} can only be exchanged.', d('region')),
  'hub/last': (t, d) =>
    t('{0} is the last active hub, which AWS does not let you deregister. Register another first.', d('region')),
  'hub/hides-events': (t, d) =>
    t(
      'Deregistering hides the notifications stored in {0}. They reappear if it is registered again within 90 days.',
      d('region'),
    ),
};
