import { publishAsService } from '../sns/delivery.ts';
import type { EmulatorCall, World } from '../world.ts';
import { vaultArn } from './checks.ts';
import type { GlacierDocument, Job } from './glacierDocument.ts';
import { JOBS_KEPT_HOURS } from './limits.ts';

/** The event of a vault that tells of a job's end; none for a select job. */
const EVENTS_OF: Readonly<Record<string, string>> = {
  ArchiveRetrieval: 'ArchiveRetrievalCompleted',
  InventoryRetrieval: 'InventoryRetrievalCompleted',
};

/** Ends every job whose time has come, and tells the topics of the vault and of the job as far as their policies let it. */
export function settleJobs(world: World, now: Date): void {
  for (const [account, region, document] of world.glacier.all()) {
    for (const [id, job] of document.jobs.entries()) {
      const endsAt = new Date(job.endsAt);
      if (job.completed === true || endsAt.getTime() > now.getTime()) continue;
      const ended = { ...job, completed: true };
      document.jobs.set(id, ended);
      for (const topic of topicsOf(document, ended)) {
        const keys = {
          'aws:SourceAccount': [account],
          ...(document.setsSourceOwner === false ? {} : { 'AWS:SourceOwner': [account] }),
        };
        const text = JSON.stringify(encodeJob(id, ended, `arn:aws:glacier:${region}:${account}:vaults/${job.vault}`));
        publishAsService(world, topic, { service: 'glacier.amazonaws.com', keys }, endsAt, text);
      }
    }
  }
}

/** The topics that are told of a job's end: the vault's, where it wants the event, and the job's own. */
function topicsOf({ vaults }: GlacierDocument, job: Job): readonly string[] {
  const { SNSTopic, Events = [] } = vaults.get(job.vault)?.notifications ?? {};
  const wanted = Events.includes(EVENTS_OF[job.action] ?? '');
  return [
    ...(wanted && SNSTopic !== undefined ? [SNSTopic] : []),
    ...(job.snsTopic === undefined ? [] : [job.snsTopic]),
  ];
}

/** A job is listed for a while after its end. */
const isKept = ({ completed, endsAt }: Job, now: Date): boolean =>
  completed !== true || now.getTime() - Date.parse(endsAt) < JOBS_KEPT_HOURS * 3_600_000;

/** The jobs of a vault that AWS still lists, by id. */
export const jobsOf = (call: EmulatorCall, vault: string): readonly (readonly [id: string, job: Job])[] =>
  [...call.world.glacier.peek(call.account, call.region).jobs.entries()].filter(
    ([, job]) => job.vault === vault && isKept(job, call.now),
  );

/** How a job has come, as AWS says it. */
export function statusOf({ completed, fails }: Job): 'InProgress' | 'Succeeded' | 'Failed' {
  if (completed !== true) return 'InProgress';
  return fails === true ? 'Failed' : 'Succeeded';
}

/** A job as ListJobs and DescribeJob write it, and as its topics are told of it. */
export function encodeJob(id: string, job: Job, vaultArnText: string) {
  const status = statusOf(job);
  const isInventory = job.action === 'InventoryRetrieval';
  return {
    Action: job.action,
    ArchiveId: job.archiveId ?? null,
    Completed: job.completed ?? false,
    CompletionDate: job.completed === true ? job.endsAt : null,
    CreationDate: job.creationDate,
    InventoryRetrievalParameters: isInventory ? { Format: job.format ?? 'JSON' } : null,
    JobDescription: job.description ?? null,
    JobId: id,
    SNSTopic: job.snsTopic ?? null,
    StatusCode: status,
    StatusMessage: status === 'InProgress' ? null : status,
    Tier: isInventory ? null : (job.tier ?? 'Standard'),
    VaultARN: vaultArnText,
  };
}

/** The same, of a vault of the caller's. */
export const encodeJobOf = (call: EmulatorCall, id: string, job: Job) => encodeJob(id, job, vaultArn(call, job.vault));
