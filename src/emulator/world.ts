import { cloudtrailDocuments } from './cloudtrail/cloudtrailDocument.ts';
import { cloudwatchDocuments } from './cloudwatch/cloudwatchDocument.ts';
import { configDocuments } from './configService/configDocument.ts';
import { connectDocuments } from './connect/connectDocument.ts';
import { firehoseDocuments } from './firehose/firehoseDocument.ts';
import { glacierDocuments } from './glacier/glacierDocument.ts';
import { iamDocuments } from './iam/iamDocument.ts';
import { kinesisDocuments } from './kinesis/kinesisDocument.ts';
import { kmsDocuments } from './kms/kmsDocument.ts';
import { notificationsDocuments } from './notifications/notificationsDocument.ts';
import { organizationDocuments } from './organizations/organizationDocument.ts';
import { pinpointDocuments } from './pinpoint/pinpointDocument.ts';
import { explorerDocuments } from './resourceExplorer/explorerDocument.ts';
import { snsDocuments } from './sns/snsDocument.ts';
import { ssoDocuments } from './sso/ssoDocument.ts';
import { Shelf } from './state/shelf.ts';
import type { Call, Operation, Service } from './wire/service.ts';

/** Which accounts there are, and which Regions they have enabled. */
export interface KnownAccounts {
  /** The ids, twelve digits each, of every account in the state. */
  accounts(): readonly string[];
  isOptedIn(account: string, region: string): boolean;
  optIn(account: string, region: string, optedIn: boolean): void;
}

const NO_ACCOUNTS: KnownAccounts = { accounts: () => [], isOptedIn: () => true, optIn: () => undefined };

/** What the services keep their state in, and ask each other's state through. */
export function createWorld(known: KnownAccounts = NO_ACCOUNTS) {
  const { accounts, isOptedIn, optIn } = known;
  return {
    cloudtrail: new Shelf(cloudtrailDocuments),
    cloudwatch: new Shelf(cloudwatchDocuments),
    config: new Shelf(configDocuments),
    connect: new Shelf(connectDocuments),
    firehose: new Shelf(firehoseDocuments),
    glacier: new Shelf(glacierDocuments),
    iam: new Shelf(iamDocuments),
    kinesis: new Shelf(kinesisDocuments),
    kms: new Shelf(kmsDocuments),
    notifications: new Shelf(notificationsDocuments),
    organizations: new Shelf(organizationDocuments),
    pinpoint: new Shelf(pinpointDocuments),
    resourceExplorer: new Shelf(explorerDocuments),
    sns: new Shelf(snsDocuments),
    sso: new Shelf(ssoDocuments),
    accounts,
    isOptedIn,
    optIn,
  };
}

/** The shelves of all services. */
export type World = ReturnType<typeof createWorld>;

/** A call, an operation and a service over this world. */
export type EmulatorCall = Call<World>;
export type EmulatorOperation = Operation<World>;
export type EmulatorService = Service<World>;
