import type { NodePath } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { CONSOLE_HOME, consoleUrl } from '../../core/model/console.ts';
import { CONTROL_PLANE } from '../../core/model/regions.ts';
import type { HostServices } from '../services.ts';

/**
 * Opens the page of AWS's console that shows a row; where no browser can be opened its address is copied. What is not AWS
 * itself has none, which is told.
 */
export async function openConsole(
  host: Pick<HostServices, 't' | 'prompter' | 'explorer' | 'workbench' | 'aws'>,
  path: NodePath | undefined,
): Promise<void> {
  const { t, prompter, explorer, workbench, aws } = host;
  const where = path === undefined ? undefined : explorer.whereabouts(path);
  if (where === undefined) return;
  const { source, accountId, row, region } = where;
  const kind = where.kind === null ? undefined : kindOf(where.kind);
  const endpoint = await aws.gateway.reader(source).endpoint(kind?.service ?? 'sts');
  if (endpoint !== null) {
    prompter.tell(
      'information',
      t('This account uses the endpoint {0}, which the AWS console does not show.', endpoint),
    );
    return;
  }
  const at = region ?? CONTROL_PLANE;
  const page =
    kind === undefined || row === null || accountId === null
      ? CONSOLE_HOME
      : kind.consolePage(row, { accountId, region: at });
  const url = consoleUrl(at, page);
  if (url === undefined) prompter.tell('information', t('The address of the AWS console for {0} is not known.', at));
  else if (!(await workbench.browse(url))) {
    await workbench.copy(url);
    prompter.tell('information', t('No browser could be opened. The console address was copied.'));
  }
}
