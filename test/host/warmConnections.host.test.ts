import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { region } from '../../src/core/model/regions.ts';
import { eventually, extensionUnderTest } from './extensionUnderTest.ts';
import { describe, it } from './testing.ts';

const CALLS = 30;

/** An address of this computer that VS Code leaves to our agent, and one for which, as for AWS, it uses Node's own. Only Linux has the latter. */
const ADDRESSES = ['127.0.0.1', ...(process.platform === 'linux' ? ['127.0.0.2'] : [])];

/** Named to run after the tests that count calls: another configuration makes the tree ask anew. */
describe('calls one after the other', () => {
  for (const address of ADDRESSES) {
    it(`go over one connection to ${address}, though VS Code has its proxy settings decide about each`, async () => {
      let connections = 0;
      const aws = createServer((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'r' });
        response.end('{"VaultList":[],"Marker":null}');
      });
      aws.on('connection', () => {
        connections += 1;
      });
      await new Promise<void>(resolve => aws.listen(0, address, resolve));
      const file = process.env.AWS_CONFIG_FILE ?? '';
      const endpoint = `http://${address}:${(aws.address() as AddressInfo).port}`;
      writeFileSync(
        file,
        `[profile kept]\nendpoint_url = ${endpoint}\naws_access_key_id = 111122223333\naws_secret_access_key = x\n`,
      );
      const host = await (await extensionUnderTest()).host();
      const reader = host.aws.gateway.reader({ kind: 'profile', name: 'kept' });
      const list = () => reader.read('ListVaults', region('us-east-1'), { accountId: '-' });
      await eventually(async () => {
        await list();
        assert.ok(connections > 0);
      });
      const atFirst = connections;
      for (let call = 0; call < CALLS; call += 1) await list();
      assert.equal(connections - atFirst, 0);
      rmSync(file);
      aws.close();
    });
  }
});
