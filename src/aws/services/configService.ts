import {
  ConfigServiceClient,
  DescribeConfigurationAggregatorsCommand,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of AWS Config. */
export const openConfigService: OpenService = options =>
  serviceClient('config_service', new ConfigServiceClient(clientSettings(options)), options.requestHandler, {
    DescribeConfigurationAggregators: DescribeConfigurationAggregatorsCommand,
    SelectAggregateResourceConfig: SelectAggregateResourceConfigCommand,
  });
