import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { id, prod, roadWorld, setTapes, where } from '../../../test/support/roadWorld.ts';
import { AccessError } from '../model/errors.ts';
import type { AccountWriter } from '../model/ports.ts';
import { WriterPool } from './writerPool.ts';

const other = { kind: 'profile', name: 'other' } as const;
const over = new AccessError('credentials-expired', 'expired', { outcome: 'not-applied' });
const denied = refusal('access-denied', 'AccessDeniedException', 403);

function pooled() {
  const world = roadWorld();
  world.aws.account('444455556666', other);
  const pool = new WriterPool(world.aws);
  const asked = () => world.aws.called({ operation: 'GetCallerIdentity' }).length;
  const write = (writer: AccountWriter) => writer.write('SetVaultNotifications', where, setTapes.request);
  return { ...world, pool, asked, write };
}

describe('writers of many changes', () => {
  it('are one for each source, whoever closes theirs', async () => {
    const { aws, pool, asked, write } = pooled();
    const [one, two] = await Promise.all([pool.openWriter(prod), pool.openWriter(prod)]);
    one.close();
    await write(two);
    expect((await pool.openWriter(other)).identity.accountId).toBe('444455556666');
    expect([two.identity.accountId, asked(), aws.openWriters]).toEqual([id, 2, 2]);
    await pool.close();
    expect(aws.openWriters).toBe(0);
  });

  it.each([
    ['ran out', over],
    ['are known no more', refusal('credentials-invalid', 'UnrecognizedClientException', 403)],
  ])(
    'are opened anew once AWS says that their credentials %s, in a write or a read, and for nothing else',
    async (_what, over) => {
      const { aws, pool, asked, write } = pooled();
      const first = await pool.openWriter(prod);
      aws.fail({ operation: 'SetVaultNotifications' }, denied, 1);
      await expect(write(first)).rejects.toMatchObject({ code: 'access-denied' });
      await pool.openWriter(prod);
      expect(asked()).toBe(1);
      aws.fail({ operation: 'SetVaultNotifications' }, over, 1);
      await expect(write(first)).rejects.toMatchObject({ code: over.code });
      const second = await pool.openWriter(prod);
      expect(asked()).toBe(2);
      aws.fail({ operation: 'GetVaultNotifications' }, over, 1);
      const read = second.read('GetVaultNotifications', where, { accountId: '-', vaultName: 'tapes' });
      await expect(read).rejects.toMatchObject({ code: over.code });
      await pool.openWriter(prod);
      expect(asked()).toBe(3);
      await pool.close();
      expect(aws.openWriters).toBe(0);
    },
  );

  it('are not opened anew by one that ran out before', async () => {
    const { aws, pool, asked, write } = pooled();
    const [one, two] = [await pool.openWriter(prod), await pool.openWriter(prod)];
    aws.fail({ operation: 'SetVaultNotifications' }, over, 2);
    await expect(write(one)).rejects.toMatchObject({ code: 'credentials-expired' });
    await pool.openWriter(prod);
    await expect(write(two)).rejects.toMatchObject({ code: 'credentials-expired' });
    await pool.openWriter(prod);
    expect(asked()).toBe(2);
  });

  it('are asked for again where one could not be opened, which stands in the way of no other', async () => {
    const { aws, pool } = pooled();
    aws.fail({ operation: 'GetCallerIdentity', source: 'profile:prod' }, denied, 2);
    const both = await Promise.allSettled([pool.openWriter(prod), pool.openWriter(prod)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pool.openWriter(prod)).rejects.toMatchObject({ code: 'access-denied' });
    await pool.openWriter(other);
    expect((await pool.openWriter(prod)).identity.accountId).toBe(id);
    const last = pool.openWriter({ kind: 'profile', name: 'nobody' });
    await pool.close();
    await expect(last).rejects.toMatchObject({ code: 'no-credentials' });
    expect(aws.openWriters).toBe(0);
  });

  it('are waited for by nobody who was stopped, and are opened no further once all are closed', async () => {
    const { aws, pool } = pooled();
    const gate = aws.hold({ operation: 'GetCallerIdentity' });
    const stop = new AbortController();
    const [one, two] = [pool.openWriter(prod, { signal: stop.signal }), pool.openWriter(prod)];
    await gate.arrived();
    stop.abort();
    await expect(one).rejects.toMatchObject({ code: 'cancelled' });
    const closing = pool.close();
    await expect(two).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
    expect(aws.openWriters).toBe(0);
  });
});
