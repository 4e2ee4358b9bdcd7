import type { Translate } from '../../core/model/translate.ts';
import type { CheckWordTable } from './words.ts';

/** The words of the checks on hubs. */
const hub: CheckWordTable = {
  'hub/transition': {
    link: t => t('Hub'),
    says: (t, d, verdict) =>
      verdict === 'ok'
        ? t('The hub in {0} is ready.', d('region'))
        : t('The hub in {0} is {1}.', d('region'), d('status')),
    mend: t => t('Wait until AWS has finished; it usually takes seconds, and up to 20 minutes.'),
  },
  'hub/inactive': {
    link: t => t('Activity'),
    says: (t, d) =>
      d('reason') === ''
        ? t('The hub in {0} is INACTIVE.', d('region'))
        : t('The hub in {0} is INACTIVE: {1}', d('region'), d('reason')),
    mend: t => t('Enable the Region for the account; if the hub stays inactive, deregister it and register it again.'),
  },
  'hub/opt-in': {
    link: t => t('Region'),
    says: (t, d, verdict) =>
      verdict === 'ok'
        ? t('Region {0} is enabled for the account.', d('region'))
        : t('Region {0} is not enabled for the account ({1}).', d('region'), d('state')),
    mend: (t, d) => t('Enable {0} for the account, or keep notifications in another Region.', d('region')),
  },
  'hub/spread': {
    says: (t, d) =>
      t('This account keeps its notifications in {0}, account {1} in {2}.', d('own'), d('account'), d('theirs')),
  },
};

/** What to do about a denial, which no permission makes up for. */
const liftDenial = (t: Translate): string =>
  t(
    'Allow it where it is denied: in the role’s own policies, its permissions boundary or the organization’s policies.',
  );

/** The words of the checks on event streams. */
const eventStream: CheckWordTable = {
  'event-stream/stream-arn': {
    link: t => t('Stream’s ARN'),
    says: (t, d) => t('“{0}” is not the ARN of a Kinesis data stream or a Firehose delivery stream.', d('value')),
    mend: t => t('Set the ARN of a stream that accepts records directly.'),
  },
  'event-stream/role-arn': {
    link: t => t('Role’s ARN'),
    says: (t, d) => t('“{0}” is not the ARN of an IAM role.', d('value')),
    mend: t => t('Set the ARN of a role that Pinpoint can assume.'),
  },
  'event-stream/role-trust': {
    link: t => t('Role'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('Pinpoint can assume the role {0}.', d('role'));
      switch (d('what')) {
        case 'other-account':
          return t('The role {0} belongs to account {1}, and only that account can read it.', d('role'), d('owner'));
        case 'missing':
          return t('The role {0} does not exist.', d('role'));
        case 'other-path':
          return t('There is no role {0}: the role of that name is {1}.', d('arn'), d('other'));
        case 'unreadable':
          return t('The trust policy of {0} can’t be read.', d('role'));
        default:
          if (verdict === 'unproven')
            return t('Can’t tell whether Pinpoint can assume {0}: it depends on {1}.', d('role'), d('key'));
          return d('key') === ''
            ? t('Pinpoint can’t assume the role {0}: it does not trust pinpoint.amazonaws.com.', d('role'))
            : t('Pinpoint can’t assume the role {0}: its trust policy asks for another {1}.', d('role'), d('key'));
      }
    },
    mend: (t, d) => {
      if (d('what') === 'other-account') return t('Ask the owner of account {0} to check the role.', d('owner'));
      if (d('what') === 'other-path') return t('Set that role on the stream, if it is the one that is meant.');
      return d('what') === 'missing'
        ? t('Create the role with this trust policy, or set another role on the stream.')
        : t('Set this trust policy on the role.');
    },
  },
  'event-stream/trust-regional': {
    link: t => t('Trusted Region'),
    says: (t, d) =>
      t('{0} trusts Pinpoint of {1} by name, and the application is in {2}.', d('role'), d('other'), d('region')),
    mend: t => t('Trust pinpoint.amazonaws.com.'),
  },
  'event-stream/role-perms': {
    link: t => t('Permissions'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') {
        return d('by') === 'policies'
          ? t(
              'The role’s own policies allow {0} to write to the stream; policies of an organization were not read.',
              d('role'),
            )
          : t('The role {0} can write to the stream.', d('role'));
      }
      if (verdict === 'not-checked') return t('The role {0} belongs to account {1}.', d('role'), d('owner'));
      if (d('what') === 'denied') return t('The role {0} is denied {1} on {2}.', d('role'), d('actions'), d('stream'));
      return verdict === 'unproven'
        ? t('Can’t tell whether the role {0} has {1} on the stream.', d('role'), d('actions'))
        : t('The role {0} lacks {1} on {2}.', d('role'), d('actions'), d('stream'));
    },
    mend: (t, d) => {
      if (d('what') === 'denied') return liftDenial(t);
      return d('owner') === ''
        ? t('Add this permissions policy to the role.')
        : t('Ask the owner of account {0} to check the role.', d('owner'));
    },
  },
  'event-stream/stream-state': {
    link: t => t('Stream'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('The stream accepts records.');
      switch (d('what')) {
        case 'other-account':
          return t('The stream {0} belongs to account {1}.', d('stream'), d('owner'));
        case 'missing':
          return t('The stream {0} does not exist.', d('stream'));
        case 'source':
          return t(
            'The delivery stream {0} gets its records from another source ({1}), not from callers.',
            d('stream'),
            d('type'),
          );
        default:
          return t('The stream {0} is {1}.', d('stream'), d('state'));
      }
    },
    mend: (t, d) => {
      if (d('what') === 'other-account') return t('Ask the owner of account {0} to check the stream.', d('owner'));
      return d('what') === 'state'
        ? t('Wait until the stream is ACTIVE.')
        : t('Set a stream that accepts records directly.');
    },
  },
  'event-stream/stream-kms': {
    link: t => t('Stream’s key'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('The role {0} can use the stream’s key.', d('role'));
      switch (d('what')) {
        case 'other-account':
          return t(
            'The key {0} belongs to account {1}, and only that account can read its policy.',
            d('key'),
            d('owner'),
          );
        case 'missing':
          return t('The stream’s key {0} does not exist.', d('key'));
        case 'state':
          return t('The stream’s key {0} is {1}.', d('key'), d('state'));
        case 'key-policy':
          return d('says') === 'denied'
            ? t('The policy of the stream’s key {0} denies kms:GenerateDataKey to the role {1}.', d('key'), d('role'))
            : t('The policy of the stream’s key {0} allows neither the role {1} nor its account.', d('key'), d('role'));
        case 'unclear':
          return t('Can’t tell whether the key’s policy lets the role {0} use the stream’s key.', d('role'));
        case 'denied':
          return t('The role {0} is denied kms:GenerateDataKey on the stream’s key {1}.', d('role'), d('key'));
        default:
          return verdict === 'unproven'
            ? t('Can’t tell whether the role {0} can use the stream’s key.', d('role'))
            : t('The role {0} lacks kms:GenerateDataKey on the stream’s key {1}.', d('role'), d('key'));
      }
    },
    mend: (t, d) => {
      switch (d('what')) {
        case 'other-account':
          return t('Ask the owner of account {0} to check the key’s policy.', d('owner'));
        case 'missing':
          return t('Encrypt the stream with a key that exists.');
        case 'state':
          return t('Enable the key.');
        case 'key-policy':
          return d('says') === 'denied'
            ? t('Exclude the role from what the key’s policy denies, by aws:PrincipalArn and not by NotPrincipal.')
            : t('Add this statement to the key’s policy.');
        case 'unclear':
          return t('Check the conditions in the key’s policy, and use aws:PrincipalArn in place of NotPrincipal.');
        case 'denied':
          return liftDenial(t);
        default:
          return t('Add this permissions policy to the role.');
      }
    },
  },
  'event-stream/propagation': {
    says: (t, d) =>
      t('The role {0} was created less than two minutes ago: IAM may not have propagated it yet.', d('role')),
  },
  'event-stream/no-push': {
    says: t => t('Pinpoint never streamed events of transactional push or voice messages.'),
  },
  'event-stream/end-of-support': {
    says: (t, d) => t('AWS ended support for Amazon Pinpoint on {0}: event streams may have stopped.', d('date')),
  },
};

/** The words of the checks on push registrations. */
const pushRegistration: CheckWordTable = {
  'push-registration/contact': {
    link: t => t('Chat'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('The chat contact {0} is open.', d('contact'));
      switch (d('what')) {
        case 'missing':
          return t('The contact {0} does not exist in this instance.', d('contact'));
        case 'channel':
          return t('The contact {0} is a {1}; push notifications are for chats.', d('contact'), d('channel'));
        case 'initial':
          return t('The contact {0} was transferred; the chat began as {1}.', d('contact'), d('initial'));
        default:
          return t('The chat {0} ended at {1}.', d('contact'), d('at'));
      }
    },
    mend: (t, d) =>
      d('what') === 'initial'
        ? t('Register again with the initial contact {0}.', d('initial'))
        : t('Delete this registration, and register again for an open chat.'),
  },
  'push-registration/no-association': {
    link: t => t('Association'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('The instance is associated with application {0}.', d('app'));
      return d('what') === 'instance'
        ? t('The Connect instance {0} does not exist.', d('instance'))
        : t('The instance is not associated with application {0}.', d('app'));
    },
    mend: (t, d) =>
      d('what') === 'instance'
        ? t('Delete this registration from the record on this computer: it can’t receive notifications.')
        : t('Associate the application with the instance. This is done once for each pair.'),
  },
  'push-registration/channel-off': {
    link: t => t('Push channel'),
    says: (t, d, verdict) => {
      if (verdict === 'ok') return t('The {0} channel of application {1} is enabled.', d('type'), d('app'));
      switch (d('what')) {
        case 'missing':
          return t('Application {0} has no {1} channel.', d('app'), d('type'));
        case 'disabled':
          return t('The {0} channel of application {1} is disabled.', d('type'), d('app'));
        default:
          return t('The {0} channel of application {1} has no credentials.', d('type'), d('app'));
      }
    },
    mend: (t, d) =>
      d('what') === 'disabled'
        ? t('Enable the channel.')
        : t('Set up the channel with credentials of its push service.'),
  },
  'push-registration/fcm-legacy': {
    link: t => t('Sign-in to Firebase'),
    says: (t, d) => t('Application {0} uses a Firebase server key, which Google retired in 2024.', d('app')),
    mend: t => t('Set token credentials (the service account’s JSON) on the channel.'),
  },
  'push-registration/ledger': {
    says: (t, d) =>
      t(
        'Recorded at {0}, and a chat lasts seven days at most. AWS can’t list registrations, and deleting one takes its ID {1} and the instance’s: delete it here.',
        d('at'),
        d('registration'),
      ),
  },
};

/** The words of the checks on hubs, event streams and push registrations. */
export const otherCheckWords: CheckWordTable = { ...hub, ...eventStream, ...pushRegistration };
