import { object, optional, type Problem, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { checkTopic, vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import type { Job } from './glacierDocument.ts';
import { JOB_MINUTES } from './limits.ts';

const body = object({
  Type: optional(string()),
  ArchiveId: optional(string()),
  Description: optional(string()),
  Format: optional(string()),
  SNSTopic: optional(string()),
  Tier: optional(string()),
});

const ACTIONS: Readonly<Record<string, Job['action']>> = {
  'archive-retrieval': 'ArchiveRetrieval',
  'inventory-retrieval': 'InventoryRetrieval',
};

const TIERS = ['Expedited', 'Standard', 'Bulk'] as const;

/**
 * The emulator keeps no archives, so that any id of one is taken. Select jobs need an output in S3 and are refused.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-initiate-job-post.html
 */
export const initiateJob: EmulatorOperation = {
  name: 'InitiateJob',
  effect: 'write',
  run(call) {
    const { name } = vaultOf(call);
    const problems: Problem[] = [];
    const given = body.parse(call.body ?? {}, '', problems);
    if (given === undefined) throw fail('SerializationException', `Invalid body: ${problems[0]?.path ?? ''}`);
    if (given.Type === undefined) throw fail('MissingParameterValueException', 'Required parameter missing: Type');
    const action = ACTIONS[given.Type];
    if (action === undefined) throw fail('InvalidParameterValueException', `Invalid job type: ${given.Type}`);
    const isArchive = action === 'ArchiveRetrieval';
    if (isArchive && given.ArchiveId === undefined) {
      throw fail('MissingParameterValueException', 'Required parameter missing: ArchiveId');
    }
    const tier = TIERS.find(one => one === (given.Tier ?? 'Standard'));
    if (tier === undefined) throw fail('InvalidParameterValueException', `Invalid tier: ${given.Tier}`);
    if (given.SNSTopic !== undefined) checkTopic(given.SNSTopic, call.region);
    const id = call.ids.hex(92);
    const minutes = JOB_MINUTES[isArchive ? tier : 'Standard'];
    call.world.glacier.open(call.account, call.region).jobs.set(id, {
      vault: name,
      action,
      creationDate: call.now.toISOString(),
      endsAt: new Date(call.now.getTime() + minutes * 60_000).toISOString(),
      ...(isArchive ? { tier } : {}),
      ...(given.ArchiveId === undefined ? {} : { archiveId: given.ArchiveId }),
      ...(given.Description === undefined ? {} : { description: given.Description }),
      ...(given.Format === undefined ? {} : { format: given.Format }),
      ...(given.SNSTopic === undefined ? {} : { snsTopic: given.SNSTopic }),
    });
    const location = `/${call.account}/vaults/${name}/jobs/${id}`;
    return { status: 202, headers: { location, 'x-amz-job-id': id } };
  },
};
