import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { ConnectClient } from '@aws-sdk/client-connect';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlacierClient } from '@aws-sdk/client-glacier';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { ResourceExplorer2Client } from '@aws-sdk/client-resource-explorer-2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** The official clients, against the emulator, as this account in this Region; each call is sent once. */
export function clientsFor(endpoint: string, account = '111122223333', region = 'us-east-1') {
  const credentials = { accessKeyId: account, secretAccessKey: 'not-a-secret' };
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    cloudtrail: new CloudTrailClient(config),
    cloudwatch: new CloudWatchClient(config),
    config: new ConfigServiceClient(config),
    connect: new ConnectClient(config),
    explorer: new ResourceExplorer2Client(config),
    firehose: new FirehoseClient(config),
    glacier: new GlacierClient(config),
    iam: new IAMClient(config),
    kinesis: new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() }),
    organizations: new OrganizationsClient(config),
    pinpoint: new PinpointClient(config),
    sns: new SNSClient(config),
    sso: new SSOClient(config),
    oidc: new SSOOIDCClient(config),
    sts: new STSClient(config),
  };
}

/** The clients of one test. */
export type Clients = ReturnType<typeof clientsFor>;

/** What the SDK made of an error answer. */
export interface SdkFailure {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

/** The failure of a call that must fail; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<SdkFailure> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error && typeof error.$metadata === 'object' ? error.$metadata : undefined;
    const { httpStatusCode: status, requestId } = { httpStatusCode: undefined, requestId: undefined, ...metadata };
    return { name: error.name, message: error.message, status, requestId };
  }
  throw new Error('the call succeeded');
}
