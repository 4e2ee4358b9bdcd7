import models from './awsModels.json' with { type: 'json' };

/** What AWS's own service model says of a service, as `build/awsModels.py` reads it from botocore. */
export interface AwsModel {
  /** As its clients call it: `sns`. */
  readonly name: string;
  /** The API version, such as `2011-06-15`. */
  readonly version: string;
  /** Every operation that AWS has, with method and path: `PUT /{accountId}/vaults/{vaultName}`. */
  readonly operations: Readonly<Record<string, string>>;
  /** The operations that nobody signs. */
  readonly unsigned: readonly string[];
  /** HTTP status of each error, by its wire code. */
  readonly errors: Readonly<Record<string, number>>;
}

/** AWS's model of each emulated service: more operations than the emulator has, so that it can tell what it lacks. */
export const awsModels: Readonly<Record<keyof typeof models, AwsModel>> = models;
