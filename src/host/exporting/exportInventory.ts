import type { Found, InventoryFormat } from '../../core/inventory/found.ts';
import { INVENTORY_FORMATS, inReadingOrder, listRow } from '../../core/inventory/found.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { sweep } from '../../core/inventory/sweep.ts';
import { kinds, kindTable } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { inventoryCsv, inventoryMarkdown } from '../../messages/inventoryText.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { everythingShown, scopeOf } from '../tree/rowScope.ts';
import { readableJson } from '../workbench/readableJson.ts';

type InventoryHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'shown' | 'settings' | 'aws' | 'state' | 'workbench'
>;

/** Reads all that rows stand for, or that all accounts shown hold, and opens a list of it in an editor. */
export async function exportInventory(host: InventoryHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, workbench } = host;
  const { requests } = paths.length === 0 ? await everythingShown(host, kinds) : scopeOf(host, paths, kinds);
  if (requests.length === 0) return prompter.tell('information', t('No accounts selected. Choose accounts first.'));
  const format = await askInventoryFormat(host);
  if (format === undefined) return;
  const found = await prompter.busy(t('Export Inventory'), async (say, signal) => {
    const all: Found[] = [];
    for (const request of requests) {
      for await (const one of sweep(
        { gateway: host.aws.gateway, ledger: host.state.ledger, kinds },
        { ...request, signal },
      )) {
        all.push(one);
        say(t('{0} found', String(all.length)));
      }
    }
    return signal.aborted ? undefined : all;
  });
  if (found === undefined) return;
  const sources = [...new Map(found.map(({ source }) => [sourceKey(source), source])).values()];
  const ordered = inReadingOrder(found, sources, kinds);
  const write: Readonly<Record<InventoryFormat, () => string>> = {
    json: () => readableJson(ordered.map(listRow)),
    csv: () => inventoryCsv(ordered),
    markdown: () => inventoryMarkdown(ordered, kindTable, t),
  };
  await workbench.openUntitled(LANGUAGES[format], write[format]());
  const failed = ordered.filter(({ error }) => error !== null).length;
  if (failed > 0) prompter.tell('warning', t('{0} places could not be read. The list says which.', String(failed)));
}

/** What VS Code calls the language of each. */
const LANGUAGES: Readonly<Record<InventoryFormat, string>> = { json: 'json', csv: 'plaintext', markdown: 'markdown' };

async function askInventoryFormat({ t, prompter }: InventoryHost): Promise<InventoryFormat | undefined> {
  const words: Readonly<Record<InventoryFormat, Omit<Option<InventoryFormat>, 'value'>>> = {
    json: { label: t('JSON'), description: t('as the command line lists it'), icon: 'json' },
    csv: { label: t('CSV'), description: t('for a spreadsheet'), icon: 'table' },
    markdown: { label: t('Markdown'), description: t('for a page or a ticket'), icon: 'markdown' },
  };
  const reply = await prompter.pick<InventoryFormat>({
    ...{ title: t('Export Inventory'), step: 1, steps: 1, prompt: t('Choose a format') },
    options: onePage(INVENTORY_FORMATS.map(value => ({ ...words[value], value }))),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}
