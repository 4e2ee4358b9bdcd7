import type { Arn } from '../core/model/arn.ts';
import { isKnownRegion, offers, parseRegion, type RegionalService, SERVICE_REGIONS } from '../core/model/regions.ts';
import type { Translate } from '../core/model/translate.ts';

/** One line of an explanation: what it is about, and what there is to say. Values may be from a document. */
export type Explained = readonly (readonly [label: string, value: string])[];

/** What the parts of an ARN say. `accounts` tells what is known of an account id; undefined where nothing is. */
export function arnText(arn: Arn, accounts: (id: string) => string | undefined, t: Translate): Explained {
  const { partition, service, region, accountId, resource } = arn;
  return [
    [t('Partition'), `${partition}: ${partitionText(partition, t)}`],
    [t('Service'), `${service}: ${serviceText(service, t)}`],
    [t('Region'), region === '' ? t('none: this service is global') : `${region}${regionNote(region, t)}`],
    [t('Account'), accountLine(accountId, accounts, t)],
    [t('Resource'), resource],
  ];
}

function accountLine(id: string, accounts: (id: string) => string | undefined, t: Translate): string {
  if (id === '') return t('none: it belongs to AWS');
  const known = accounts(id);
  return known === undefined ? t('{0}: not one of the accounts shown', id) : `${id}: ${known}`;
}

function partitionText(partition: string, t: Translate): string {
  switch (partition) {
    case 'aws':
      return t('the standard partition');
    case 'aws-cn':
      return t('China');
    case 'aws-us-gov':
      return t('GovCloud (US)');
    case 'aws-eusc':
      return t('the European Sovereign Cloud');
    default:
      return /^aws-iso(?:-[a-z])?$/.test(partition) ? t('an isolated partition') : t('AWS has no such partition');
  }
}

function serviceText(service: string, t: Translate): string {
  switch (service) {
    case 'sns':
      return t('Simple Notification Service, a topic');
    case 'kinesis':
      return t('Kinesis Data Streams');
    case 'firehose':
      return t('Amazon Data Firehose');
    case 'iam':
      return t('Identity and Access Management');
    case 'mobiletargeting':
      return t('Pinpoint (End User Messaging)');
    case 'glacier':
      return t('S3 Glacier, a vault');
    case 'connect':
      return t('Amazon Connect');
    case 'sqs':
      return t('Simple Queue Service');
    case 'lambda':
      return t('Lambda');
    case 'sts':
      return t('Security Token Service: a session, not a role');
    default:
      return t('a service that these configs do not use');
  }
}

function regionNote(name: string, t: Translate): string {
  const region = parseRegion(name);
  if (region === undefined) return `: ${t('this is not a Region')}`;
  return isKnownRegion(region) === false ? `: ${t('not a known Region')}` : '';
}

const SERVICES = Object.keys(SERVICE_REGIONS) as readonly RegionalService[];

/** What a Region offers of our services; undefined where the text is no known Region. */
export function regionText(name: string, t: Translate): Explained | undefined {
  const region = parseRegion(name);
  if (region === undefined || isKnownRegion(region) === false) return undefined;
  const label: Readonly<Record<RegionalService, string>> = {
    glacier: t('Vaults'),
    pinpoint: t('Pinpoint'),
    connect: t('Connect'),
  };
  return SERVICES.map(service => [label[service], offers(service, region) ? t('yes') : t('not offered here')]);
}

/** What one of AWS's fixed words means; undefined for any other. */
export function wordText(word: string, t: Translate): string | undefined {
  switch (word) {
    case 'ArchiveRetrievalCompleted':
      return t('An archive retrieval job has completed: the archive can be downloaded.');
    case 'InventoryRetrievalCompleted':
      return t('An inventory retrieval job has completed: the vault’s inventory can be downloaded.');
    case 'GCM':
      return t('Firebase Cloud Messaging (FCM): Android devices.');
    case 'APNS':
      return t('Apple Push Notification service: apps from the App Store or TestFlight.');
    case 'APNS_SANDBOX':
      return t('Apple’s sandbox: apps that Xcode put on the device.');
    case 'CUSTOMER':
      return t('The person who chats. AWS accepts no other role.');
    default:
      return undefined;
  }
}
