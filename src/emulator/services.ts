import { account } from './account/service.ts';
import { cloudtrail } from './cloudtrail/service.ts';
import { cloudwatch } from './cloudwatch/service.ts';
import { configService } from './configService/service.ts';
import { connect } from './connect/service.ts';
import { firehose } from './firehose/service.ts';
import { glacier } from './glacier/service.ts';
import { iam } from './iam/service.ts';
import { kinesis } from './kinesis/service.ts';
import { kms } from './kms/service.ts';
import { notifications } from './notifications/service.ts';
import { oidc } from './oidc/service.ts';
import { organizations } from './organizations/service.ts';
import { pinpoint } from './pinpoint/service.ts';
import { resourceExplorer } from './resourceExplorer/service.ts';
import { sns } from './sns/service.ts';
import { sso } from './sso/service.ts';
import { sts } from './sts/service.ts';
import type { EmulatorService } from './world.ts';

/** How the emulated services may differ from their defaults. */
export interface ServiceOptions {
  /** Pinpoint's event streams answer as after its end of support. */
  readonly isPinpointRetired: boolean;
}

/** The table of all emulated services. */
export const services = ({ isPinpointRetired }: ServiceOptions): readonly EmulatorService[] => [
  notifications,
  glacier,
  pinpoint(isPinpointRetired),
  connect,
  sts,
  sns,
  iam,
  kinesis,
  firehose,
  kms,
  account,
  cloudwatch,
  cloudtrail(),
  sso,
  oidc,
  resourceExplorer,
  configService,
  organizations,
];
