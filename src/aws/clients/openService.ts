import type { ServiceId } from '../../core/model/operations.ts';
import type { OpenService } from './serviceClient.ts';

/** How each service's code is fetched: on first use, so that nothing of the SDK is loaded for what is not asked. */
const loaders: Readonly<Record<ServiceId, () => Promise<OpenService>>> = {
  notifications: async () => (await import('../services/notifications.ts')).openNotifications,
  glacier: async () => (await import('../services/glacier.ts')).openGlacier,
  pinpoint: async () => (await import('../services/pinpoint.ts')).openPinpoint,
  connect: async () => (await import('../services/connect.ts')).openConnect,
  sts: async () => (await import('../services/sts.ts')).openSts,
  sns: async () => (await import('../services/sns.ts')).openSns,
  iam: async () => (await import('../services/iam.ts')).openIam,
  kinesis: async () => (await import('../services/kinesis.ts')).openKinesis,
  firehose: async () => (await import('../services/firehose.ts')).openFirehose,
  kms: async () => (await import('../services/kms.ts')).openKms,
  account: async () => (await import('../services/account.ts')).openAccount,
  cloudwatch: async () => (await import('../services/cloudwatch.ts')).openCloudWatch,
  cloudtrail: async () => (await import('../services/cloudtrail.ts')).openCloudTrail,
  resource_explorer_2: async () => (await import('../services/resourceExplorer.ts')).openResourceExplorer,
  config_service: async () => (await import('../services/configService.ts')).openConfigService,
  organizations: async () => (await import('../services/organizations.ts')).openOrganizations,
};

/** Loads what makes a service's client. */
export function loadService(service: ServiceId): Promise<OpenService> {
  return loaders[service]();
}
