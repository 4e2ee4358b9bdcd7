import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { note } from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { selfSigned } from '../../support/certificate.ts';
import { callCosts, costRows } from '../callCosts.ts';

/** VS Code leaves calls to 127.0.0.1 alone; to this address it has its proxy settings and certificates apply, as to AWS's. */
const ADDRESS = '127.0.0.2';

/** Answers everything with one vault's notifications, in a process of its own, at a port that it prints. */
const SERVER = `
  const body = JSON.stringify({ SNSTopic: 'arn:aws:sns:us-east-1:111122223333:jobs', Events: ['ArchiveRetrievalCompleted'] });
  const server = require('node:https').createServer(JSON.parse(process.env.CERTIFICATE), (asked, answer) => {
    asked.resume();
    answer.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'bench' }).end(body);
  });
  server.listen(0, '${ADDRESS}', () => console.log(server.address().port));
`;

describe('a call over TLS in the extension host', () => {
  it('costs what it costs', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const env = { CERTIFICATE: JSON.stringify(selfSigned('a server of the benchmark')) };
    const server = spawn(process.execPath, ['-e', SERVER], { env });
    const [port] = await once(server.stdout, 'data');
    const costs = await callCosts(`https://${ADDRESS}:${String(port).trim()}`, { calls: 300, rounds: 5 });
    server.kill();
    assert.equal(costs.length, 3);
    for (const row of costRows(costs)) note(row.join('  '));
  }, 240_000);
});
