import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { region } from '../core/model/regions.ts';
import { PushLedger, tokenHash } from './pushLedger.ts';

const where = region('eu-west-2');
const entry = (registrationId: string, changes: object = {}) => ({
  accountId: '111122223333',
  region: where,
  instanceId: 'instance-1',
  contactId: 'contact-1',
  registrationId,
  pinpointAppArn: 'arn:aws:mobiletargeting:eu-west-2:111122223333:apps/a',
  deviceType: 'GCM',
  recordedAt: '2026-11-22T00:00:00.000Z',
  ...changes,
});

describe('PushLedger', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'push-ledger-'));
    file = join(folder, 'push-registrations.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const ids = async (ledger = new PushLedger(folder)) =>
    (await ledger.list('111122223333', where, null)).entries.map(one => one.registrationId);

  it('is empty before anything was recorded, and makes no file to say so', async () => {
    expect(await ids()).toEqual([]);
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('lists what was recorded, oldest first, of the account and Region asked for', async () => {
    const ledger = new PushLedger(folder);
    await ledger.record(entry('r1'), 'token');
    await ledger.record(entry('other', { accountId: '444455556666' }), 'token');
    await ledger.record(entry('elsewhere', { region: region('us-east-1') }), 'token');
    await ledger.record(entry('r2'), 'token');
    expect(await ids()).toEqual(['r1', 'r2']);
    expect((await ledger.list('111122223333', where, null)).damage).toBeNull();
  });

  it('tells what an emulator answered from what AWS did, and forgets one of them alone', async () => {
    const ledger = new PushLedger(folder);
    const server = 'http://127.0.0.1:5000';
    await ledger.record(entry('r1'), 'token');
    await ledger.record(entry('r1', { server }), 'token');
    const there = async () => (await ledger.list('111122223333', where, server)).entries;
    expect([await ids(ledger), await there()]).toMatchObject([['r1'], [{ server }]]);
    await ledger.forget(entry('r1', { server }));
    expect([await ids(ledger), await there()]).toEqual([['r1'], []]);
  });

  it('lists what was recorded whole', async () => {
    const ledger = new PushLedger(folder);
    await ledger.record(entry('r1', { includeRawMessage: true }), 'token');
    const { entries } = await ledger.list('111122223333', where, null);
    expect(entries).toMatchObject([entry('r1', { includeRawMessage: true })]);
  });

  it('keeps a salted hash and never the device token', async () => {
    const [a, b] = [new PushLedger(folder), new PushLedger(join(folder, 'b'))];
    await a.record(entry('r1'), 'device-token-1');
    await a.record(entry('r2'), 'device-token-1');
    await a.record(entry('r3'), 'device-token-2');
    await b.record(entry('r1'), 'device-token-1');
    const hashes = [
      ...(await a.list('111122223333', where, null)).entries,
      ...(await b.list('111122223333', where, null)).entries,
    ].map(one => one.tokenHash);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
    expect(await readFile(file, 'utf8')).not.toContain('device-token');
  });

  it('forgets one of an instance, leaves the same id of another, and forgets nothing that is not there', async () => {
    const ledger = new PushLedger(folder);
    await ledger.record(entry('r1'), 'token');
    await ledger.record(entry('r1', { instanceId: 'instance-2' }), 'token');
    await ledger.forget(entry('r1'));
    const size = (await stat(file)).size;
    await ledger.forget(entry('r1'));
    expect((await ledger.list('111122223333', where, null)).entries.map(one => one.instanceId)).toEqual(['instance-2']);
    expect((await stat(file)).size).toBe(size);
  });

  it.skipIf(process.platform === 'win32')('keeps its files to their owner', async () => {
    const ledger = new PushLedger(join(folder, 'state'));
    await ledger.record(entry('r1'), 'token');
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await mode(join(folder, 'state'))).toBe(0o700);
    expect(await mode(join(folder, 'state', 'push-registrations.jsonl'))).toBe(0o600);
  });

  it('passes over a line that a crash cut off, at any place, and goes on after it', async () => {
    const ledger = new PushLedger(folder);
    await ledger.record(entry('r1'), 'token');
    const { size } = await stat(file);
    await ledger.record(entry('r2'), 'token');
    const whole = await readFile(file);
    for (let end = size; end < whole.length; end += 17) {
      await writeFile(file, whole);
      await truncate(file, end);
      expect(await ids()).toEqual(['r1']);
      await ledger.record(entry('r3'), 'token');
      expect(await ids()).toEqual(['r1', 'r3']);
    }
  });

  const damage = [
    ['text that is no JSON', 'nonsense\n'],
    ['JSON that is no entry', '{"record":{"accountId":1}}\n'],
    [
      'an entry with a member of another type',
      `${JSON.stringify({ record: entry('r9', { tokenHash: 'x', includeRawMessage: 'yes' }) })}\n`,
    ],
    ['JSON that is no object', '17\n'],
    ['a Region that is none', `${JSON.stringify({ record: entry('r9', { tokenHash: 'x', region: 'here' }) })}\n`],
    ...Object.keys(entry('r9', { tokenHash: 'x' })).map(
      member =>
        [
          `a number as ${member}`,
          `${JSON.stringify({ record: { ...entry('r9', { tokenHash: 'x' }), [member]: 7 } })}\n`,
        ] as const,
    ),
    [
      'no entry beside one to be forgotten',
      `${JSON.stringify({ record: 7, forget: { ...entry('r1'), accountId: '111122223333' } })}\n`,
    ],
    ['what a newer version writes', '{"renew":{"registrationId":"r1"}}\n'],
  ] as const;
  it.each(damage)('reads around %s, counts it, and goes on after it', async (_what, text) => {
    const ledger = new PushLedger(folder);
    await ledger.record(entry('r1'), 'token');
    await appendFile(file, text);
    await ledger.record(entry('r2'), 'token');
    expect(await ids()).toEqual(['r1', 'r2']);
    const { damage: told } = await ledger.list('111122223333', where, null);
    expect(told).toMatchObject({
      code: 'state-damaged',
      message: '1 of its lines cannot be read. The rest is listed.',
      file,
    });
    expect(await readFile(file, 'utf8')).toContain(text);
  });

  it.each([
    ['of 0 bytes', ''],
    ['whose first line is damaged', '{"format":"push-regis\n'],
  ])('goes on in a file %s, with a salt of its own', async (_what, text) => {
    await writeFile(file, text);
    await new PushLedger(folder).record(entry('r1'), 'token');
    await new PushLedger(folder).record(entry('r2'), 'token');
    const { entries } = await new PushLedger(folder).list('111122223333', where, null);
    expect(entries.map(({ registrationId }) => registrationId)).toEqual(['r1', 'r2']);
    expect(entries[0]?.tokenHash).toBe(entries[1]?.tokenHash);
  });

  it.each(['', '"salt":"",', '"salt":7,'])('records nothing where its first line holds no salt: {%s}', async salt => {
    await writeFile(file, `{${salt}"format":"push-registrations","version":1}\n`);
    await expect(new PushLedger(folder).record(entry('r1'), 'token')).rejects.toMatchObject({
      ...{ code: 'state-damaged', message: 'Its first line holds no salt.', file },
    });
    expect(await ids()).toEqual([]);
  });

  it('hashes a token as every version does, or none would know its own again', () => {
    expect(tokenHash('salt', 'token')).toBe('de11fefac760e93be3d8071010ac03c36211d49bd4a07b4c4c02448977758e02');
  });

  it('leaves a ledger of a newer version, and a file of another kind, alone', async () => {
    const ledger = new PushLedger(folder);
    await writeFile(file, '{"format":"push-registrations","version":2,"salt":"s"}\n');
    await expect(ledger.list('111122223333', where, null)).rejects.toMatchObject({ code: 'state-newer' });
    await expect(ledger.record(entry('r1'), 'token')).rejects.toMatchObject({ code: 'state-newer' });
    await writeFile(file, '{"format":"journal","version":1}\n');
    await expect(ledger.record(entry('r1'), 'token')).rejects.toMatchObject({ code: 'state-damaged' });
  });

  it('loses nothing when many write at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
    await Promise.all(names.map(name => new PushLedger(folder).record(entry(name), 'token')));
    expect((await ids()).sort()).toEqual(names.sort());
  });
});
