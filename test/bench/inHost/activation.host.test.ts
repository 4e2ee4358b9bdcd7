import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import { note } from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { copyName, ROUNDS } from './copies.ts';

/** Milliseconds until VS Code says that it is active. What it registered is taken back, to make room for the next copy. */
async function activation(kind: 'control' | 'ours', round: number): Promise<number> {
  const id = `${manifest.publisher}.${copyName(kind, round)}`;
  const extension = vscode.extensions.getExtension<vscode.ExtensionContext>(id);
  assert.ok(extension, `${id} is not installed`);
  assert.equal(extension.isActive, false);
  const started = performance.now();
  const { subscriptions } = await extension.activate();
  const milliseconds = performance.now() - started;
  assert.equal(subscriptions.length > 0, kind === 'ours');
  for (const thing of subscriptions) thing.dispose();
  return milliseconds;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe('activation', () => {
  it('beside that of an extension that does nothing', async () => {
    const took = { control: [] as number[], ours: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 === 0 ? (['control', 'ours'] as const) : (['ours', 'control'] as const);
      for (const kind of order) took[kind].push(await activation(kind, round));
    }
    const [empty, own] = [median(took.control), median(took.ours)];
    const all = (values: readonly number[]) => values.map(value => value.toFixed(0)).join(' ');
    note(`empty: ${all(took.control)} ms; ours: ${all(took.ours)} ms`);
    note(`ours ${own.toFixed(1)} ms, empty ${empty.toFixed(1)} ms: ${(own - empty).toFixed(1)} ms more (goal: 10)`);
    assert.equal(took.ours.length, ROUNDS);
  }, 120_000);
});
