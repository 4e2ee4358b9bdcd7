import type { WordTable } from './document.ts';

/** Findings about notification hubs. */
export const hubWords: WordTable = {
  'taken/hub': (t, d) => t('This file was taken for a hub because of “{0}”.', d('because')),
  'hub/region': (t, d) => {
    const known =
      d('form') === 'wrong'
        ? t('“{0}” is not a Region.', d('region'))
        : t('{0} is not among the Regions known to take hubs; AWS decides.', d('region'));
    return d('meant') === '' ? known : `${known} ${t('Did you mean {0}?', d('meant'))}`;
  },
  'hub/read-only-keys': (t, d) => t('This is what the call printed: a request does not take {0}.', d('keys')),
  'hub/too-many': (t, d) => t('AWS allows 3 hubs an account; with {0} these are {1}.', d('region'), d('regions')),
  'hub/duplicate': (t, d) => t('{0} stands here already. Registering it again does nothing.', d('region')),
  'hub/tf-arg': t => t('The hub’s Region is called notification_hub_region here.'),
  'hub/no-tags': t => t('Hubs take no tags.'),
  'hub/control-plane-region': (t, d) =>
    t('This calls {0}. Calls about hubs go to us-east-1, whatever Region the hub is in.', d('region')),
  'hub/transition': (t, d) => t('The hub in {0} is {1}. Wait until AWS has finished.', d('region'), d('status')),
  'hub/quota': (t, d) => t('AWS allows 3 hubs, and 3 exist: {0}. Deregister one first.', d('hubs')),
  'hub/first': (t, d) =>
    t('This is the first hub. An account can never be without one again: {0} can only be exchanged.', d('region')),
  'hub/last': (t, d) =>
    t('{0} is the last active hub, which AWS does not let go. Register another first.', d('region')),
  'hub/hides-events': (t, d) =>
    t(
      'Deregistering hides the notifications stored in {0}. They return when it is registered again, for 90 days.',
      d('region'),
    ),
};
