import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noEmulator } from '../../src/aws/accounts/emulatorAccess.ts';
import { type Aws, openAws } from '../../src/aws/openAws.ts';
import type { Road } from '../../src/core/changes/change.ts';
import { kindTable } from '../../src/core/kinds/table.ts';
import type { AccountMark } from '../../src/core/model/accountMarks.ts';
import { validateRequest } from '../../src/core/schema/validateRequest.ts';
import { startEmulator } from '../../src/emulator/startEmulator.ts';
import { JournalFile } from '../../src/state/journalFile.ts';
import { MarksFile } from '../../src/state/marksFile.ts';
import { PushLedger } from '../../src/state/pushLedger.ts';
import { ResourceLocks } from '../../src/state/resourceLocks.ts';
import { systemClock } from '../../src/state/systemClock.ts';

/** The accounts that there are; what a person sees is one of the first two. */
export const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
export type AccountId = (typeof ACCOUNTS)[number];

export const REGION = 'eu-west-1';
export const CONNECT_REGION = 'eu-west-2';
/** Vaults and applications are alike in every account, so that a write that went astray would find its place. */
export const VAULTS = ['tapes', 'films', 'audit'] as const;
export const APP = 'a'.repeat(32);
export const INSTANCE = '11111111-1111-1111-1111-111111111111';
const ROLE = 'deployer';

/** A vault's configuration; the topic tells for which account it was meant. */
export const config = (account: string, topic: string) => ({
  SNSTopic: `arn:aws:sns:${REGION}:${account}:${topic}`,
  Events: ['ArchiveRetrievalCompleted'],
});
export const stream = (account: string, name: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:${REGION}:${account}:stream/${name}`,
  RoleArn: `arn:aws:iam::${account}:role/pinpoint`,
});

/** How a profile finds its credentials. */
export type Way = 'keys' | 'process' | 'role';

/** The lines of the two shared files for one profile. */
export interface ProfileLines {
  readonly account: AccountId;
  readonly way: Way;
  /** In which file its keys are. */
  readonly inConfig?: boolean;
}

/** A person's shared files and state folder over one emulator, and the product on them, as a window has it. */
export class PersonWorld {
  readonly #folder = mkdtempSync(join(tmpdir(), 'wrong-account-'));
  readonly #endpoint: string;
  readonly state = join(this.#folder, 'state');
  readonly env: Readonly<Record<string, string>>;
  readonly aws: Aws;
  readonly road: Road;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
    mkdirSync(this.state);
    this.env = {
      AWS_CONFIG_FILE: join(this.#folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(this.#folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      NOTIFICATION_EXPLORER_HOME: this.state,
      HOME: this.#folder,
    };
    this.aws = openAws({ env: this.env, emulator: noEmulator, clock: systemClock, random: () => 0.5 });
    this.road = {
      ...{ table: kindTable, gateway: this.aws.gateway, clock: systemClock, newId: randomUUID },
      ledger: new PushLedger(this.state),
      journal: new JournalFile(this.state, kindTable),
      locks: new ResourceLocks(this.state),
      marks: new MarksFile(this.state, 'default'),
      validate: async (operation, request) => validateRequest(operation, request),
      forbidden: () => null,
    };
  }

  get folder(): string {
    return this.#folder;
  }

  /** Writes both shared files as another tool would, each in one move. */
  writeProfiles(profiles: Readonly<Record<string, ProfileLines>>): void {
    const common = `region = ${REGION}\nendpoint_url = ${this.#endpoint}\n`;
    const config = Object.entries(profiles).map(([name, lines]) => {
      const head = `[${name === 'default' ? name : `profile ${name}`}]\n${common}`;
      if (lines.way === 'role') {
        return `${head}role_arn = arn:aws:iam::${lines.account}:role/${ROLE}\nsource_profile = base\n`;
      }
      if (lines.way === 'process') return `${head}credential_process = /bin/cat ${this.#output(name)}\n`;
      return lines.inConfig === true ? `${head}${keys(lines.account)}` : head;
    });
    const credentials = Object.entries(profiles).flatMap(([name, { account, way, inConfig }]) =>
      way === 'keys' && inConfig !== true ? [`[${name}]\n${keys(account)}`] : [],
    );
    for (const [name, { account, way }] of Object.entries(profiles)) if (way === 'process') this.rotate(name, account);
    replace(this.env.AWS_CONFIG_FILE ?? '', [...config, `[profile base]\n${common}${keys(ACCOUNTS[2])}`].join('\n'));
    replace(this.env.AWS_SHARED_CREDENTIALS_FILE ?? '', credentials.join('\n'));
  }

  /** What a profile's program gives from now on. */
  rotate(name: string, account: AccountId): void {
    const output = { Version: 1, AccessKeyId: account, SecretAccessKey: 'not-a-secret' };
    replace(this.#output(name), JSON.stringify(output));
  }

  /** Marks accounts, as another window would. */
  mark(marks: Readonly<Record<string, AccountMark>> | 'damaged'): void {
    replace(
      join(this.state, 'marks.json'),
      marks === 'damaged' ? '{ "*": { "readonly": true } }' : JSON.stringify(marks),
    );
  }

  dispose(): void {
    this.aws.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #output(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}

const keys = (account: string): string => `aws_access_key_id = ${account}\naws_secret_access_key = not-a-secret\n`;

function replace(file: string, text: string): void {
  writeFileSync(`${file}.aside`, text);
  renameSync(`${file}.aside`, file);
}

/** The emulator with the three accounts, put back before each scenario. */
export async function startEstate() {
  const emulator = await startEmulator({ seed: 'empty' });
  const control = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${emulator.endpoint}/_emulator/${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return Object(await response.json());
  };
  const empty = await control('GET', 'state');
  const account = (id: string) => ({
    'us-east-1': { notifications: { hubs: { 'us-east-1': { status: 'ACTIVE' } } } },
    [REGION]: {
      glacier: {
        vaults: { tapes: { notifications: config(id, 'old') }, films: {}, audit: { notifications: config(id, 'old') } },
      },
      pinpoint: {
        apps: {
          [APP]: {
            name: 'shop',
            eventStream: {
              destinationStreamArn: stream(id, 'old').DestinationStreamArn,
              roleArn: stream(id, 'old').RoleArn,
            },
          },
        },
      },
    },
    [CONNECT_REGION]: { connect: { instances: { [INSTANCE]: {} } } },
  });
  const seed = { ...empty, accounts: Object.fromEntries(ACCOUNTS.map(id => [id, account(id)])) };
  return {
    endpoint: emulator.endpoint,
    begin: async () => {
      await control('PUT', 'state', seed);
      await control('DELETE', 'faults');
      await control('DELETE', 'requests');
    },
    fail: (fault: unknown) => control('POST', 'faults', fault),
    /** How many writes came to each account, refused ones included. */
    writes: async (): Promise<ReadonlyMap<string, number>> => {
      const counted = Object.entries(await control('GET', 'writes'));
      return new Map(
        counted.map(([id, names]) => [
          id,
          Object.values(Object(names)).reduce<number>((sum, one) => sum + Number(one), 0),
        ]),
      );
    },
    state: async () => JSON.stringify((await control('GET', 'state')).accounts),
    close: () => emulator.close(),
  };
}
export type Estate = Awaited<ReturnType<typeof startEstate>>;
