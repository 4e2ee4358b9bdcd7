import { arnOf } from './regions.ts';
import type { World } from './world.ts';

/** A resource as AWS's indexes know it. */
export interface Indexed {
  readonly account: string;
  readonly region: string;
  /** As Resource Explorer names its type, such as `glacier:vaults`; undefined for what it does not index. */
  readonly explorerType?: string;
  /** As Config names its type, such as `AWS::Pinpoint::App`; undefined for what it does not record. */
  readonly configType?: string;
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since 1970; 0 where the state does not say. */
  readonly createdAt: number;
}

const timeOf = (text: string | undefined): number => (text === undefined ? 0 : Date.parse(text));

/**
 * Everything in the state that either index has a type for: vaults and Connect instances with Resource Explorer;
 * applications, their event streams and instances with Config. AWS indexes no hubs.
 * @see https://docs.aws.amazon.com/resource-explorer/latest/userguide/supported-resource-types.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
export function* indexed(world: World): Iterable<Indexed> {
  for (const [account, region, { vaults }] of world.glacier.all()) {
    for (const [name, vault] of vaults.entries()) {
      const arn = arnOf('glacier', region, account, `vaults/${name}`);
      yield {
        account,
        region,
        explorerType: 'glacier:vaults',
        id: name,
        name,
        arn,
        createdAt: timeOf(vault.creationDate),
      };
    }
  }
  for (const [account, region, { instances }] of world.connect.all()) {
    for (const [id, instance] of instances.entries()) {
      const arn = arnOf('connect', region, account, `instance/${id}`);
      const types = { explorerType: 'connect:instance', configType: 'AWS::Connect::Instance' };
      yield { account, region, ...types, id, name: instance.alias ?? id, arn, createdAt: timeOf(instance.createdTime) };
    }
  }
  for (const [account, region, { apps }] of world.pinpoint.all()) {
    for (const [id, app] of apps.entries()) {
      const createdAt = timeOf(app.creationDate);
      const arn = arnOf('mobiletargeting', region, account, `apps/${id}`);
      yield { account, region, configType: 'AWS::Pinpoint::App', id, name: app.name, arn, createdAt };
      if (app.eventStream === undefined) continue;
      const changedAt = Math.max(createdAt, timeOf(app.eventStream.lastModifiedDate));
      const stream = { configType: 'AWS::Pinpoint::EventStream', arn: `${arn}/eventstream`, createdAt: changedAt };
      yield { account, region, id, name: id, ...stream };
    }
  }
}
