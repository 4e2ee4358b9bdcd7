import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { region } from '../../src/core/model/regions.ts';
import { eventually, extensionUnderTest } from './extensionUnderTest.ts';
import { describe, it } from './testing.ts';

const CALLS = 30;

/** Named to run after the tests that count calls: another configuration makes the tree ask anew. */
describe('calls one after the other', () => {
  it('go over one connection, though VS Code has its proxy settings decide about each', async () => {
    const { hostname, port } = new URL(process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT ?? '');
    let connections = 0;
    const relay = createServer(socket => {
      connections += 1;
      const emulator = connect(Number(port), hostname);
      socket.on('error', () => emulator.destroy()).pipe(emulator);
      emulator.on('error', () => socket.destroy()).pipe(socket);
    });
    await new Promise<void>(resolve => relay.listen(0, '127.0.0.1', resolve));
    const file = process.env.AWS_CONFIG_FILE ?? '';
    const endpoint = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
    writeFileSync(
      file,
      `[profile kept]\nendpoint_url = ${endpoint}\naws_access_key_id = 111122223333\naws_secret_access_key = x\n`,
    );
    const { aws } = await (await extensionUnderTest()).host();
    const reader = aws.gateway.reader({ kind: 'profile', name: 'kept' });
    const list = () => reader.read('ListVaults', region('us-east-1'), { accountId: '-' });
    await eventually(list);
    const atFirst = connections;
    for (let call = 0; call < CALLS; call += 1) await list();
    assert.equal(connections - atFirst, 0);
    rmSync(file);
    relay.close();
  });
});
