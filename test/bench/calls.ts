/**
 * What a call costs this machine: processor time for a small read that a server in another process answers at once, in a process of
 * Node's, as the command line is, and in VS Code's extension host, which has its proxy settings decide about each call.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInServer } from '../harness/hostTests.ts';
import { openRunFolder } from '../harness/runFolder.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { callCosts, costRows } from './callCosts.ts';
import { printTable } from './report.ts';

const SERVER = 'NOTIFICATION_EXPLORER_BENCH_SERVER';

/** Answers everything with one vault's notifications. */
async function serve(): Promise<void> {
  const body = JSON.stringify({
    SNSTopic: 'arn:aws:sns:us-east-1:111122223333:jobs',
    Events: ['ArchiveRetrievalCompleted'],
  });
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'bench' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.send?.((server.address() as AddressInfo).port);
  process.on('disconnect', () => process.exit());
}

async function inExtensionHost(): Promise<boolean> {
  const run = await openRunFolder('bench');
  try {
    const files = ['test/bench/inHost/calls.host.test.ts'];
    const show = (text: string) => process.stdout.write(text);
    const { failures } = await runInServer(vscodeReleases.current, { run, filters: [], show }, { files });
    return failures.length === 0;
  } finally {
    await run.close();
  }
}

if (process.env[SERVER] === undefined) {
  const server = fork('build/run.mjs', ['test/bench/calls.ts'], { env: { ...process.env, [SERVER]: '1' } });
  const [port] = await once(server, 'message');
  const costs = await callCosts(`http://127.0.0.1:${port}`, { calls: 3_000, rounds: 7 });
  printTable('processor time of a call, in a process of Node’s', ['by', 'ms', 'times the SDK'], costRows(costs));
  server.disconnect();
  console.log('\nprocessor time of a call over TLS, in VS Code’s extension host');
  process.exit((await inExtensionHost()) ? 0 : 1);
} else {
  await serve();
}
