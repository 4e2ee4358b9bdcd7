import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of KMS. */
export const openKms: OpenService = options =>
  serviceClient('kms', new KMSClient(clientSettings(options)), options.requestHandler, {
    DescribeKey: DescribeKeyCommand,
    GetKeyPolicy: GetKeyPolicyCommand,
    PutKeyPolicy: PutKeyPolicyCommand,
  });
