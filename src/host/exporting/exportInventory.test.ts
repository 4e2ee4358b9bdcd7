import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { id, prod, timed } from '../../../test/support/roadWorld.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { region } from '../../core/model/regions.ts';
import { exportInventory } from './exportInventory.ts';

const REGIONS = ['eu-west-1', 'us-east-1'].map(region);

function desk(format: string) {
  const aws = new InMemoryGateway();
  const clock = new ManualClock();
  aws.account(id, prod).hub('us-east-1').vault('eu-west-1', '=tapes').vault('us-east-1', 'films');
  const host = fakeHost({ aws, clock, acts: [{ pick: format }], known: [prod], shown: [prod], regions: REGIONS });
  host.explorer.show([prod], REGIONS);
  const run = (...paths: readonly string[]) => timed(clock, exportInventory(host, paths));
  return { aws, host, run };
}

describe('the inventory', () => {
  it('of all accounts shown is opened as CSV that no spreadsheet takes for formulas', async () => {
    const { host, run } = desk('CSV');
    await run();
    const lines = (host.opened[0] ?? '').trim().split('\r\n');
    expect(lines.map(line => line.split(',').slice(2, 5).join())).toEqual([
      'region,kind,name',
      "eu-west-1,vault,'=tapes",
      'us-east-1,hub,us-east-1',
      'us-east-1,vault,films',
    ]);
  });

  it('of a row is that of the row alone, in the shape of the command line', async () => {
    const { host, run } = desk('JSON');
    host.explorer.children(accountPath(prod));
    await settle();
    await run(`${accountPath(prod)}/region/eu-west-1`);
    expect(JSON.parse(host.opened[0] ?? '')).toMatchObject([{ kind: 'vault', name: '=tapes', region: 'eu-west-1' }]);
  });

  it('tells what could not be read, in the list and beside it', async () => {
    const { aws, host, run } = desk('Markdown');
    aws.fail({ operation: 'ListVaults', region: 'us-east-1' }, refusal('access-denied', 'AccessDeniedException', 403));
    await run();
    expect(host.opened[0]).toContain('## Not read');
    expect(host.prompter.told.at(-1)).toMatchObject({ tone: 'warning' });
  });

  it('is not asked for where no account is shown', async () => {
    const host = fakeHost();
    await exportInventory(host, []);
    expect(host.prompter.told.at(-1)?.text).toBe('No accounts selected. Choose accounts first.');
  });
});
