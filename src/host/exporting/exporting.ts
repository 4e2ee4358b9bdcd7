import { type ExportedFile, type ExportTarget, exportTargets } from '../../core/export/targets.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { kindExports } from '../../core/kinds/exportTable.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { Translate } from '../../core/model/translate.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { type ExportHost, exportedRows } from './exportRows.ts';

/** Asks how something is to be written. Undefined where the person stopped. */
export async function askFormat(
  { t, prompter }: Pick<HostServices, 't' | 'prompter'>,
  title: string,
  targets: readonly ExportTarget[] = exportTargets,
): Promise<ExportTarget | undefined> {
  const options = targets.map((value): Option<ExportTarget> => {
    return { label: value.label, description: aboutTarget(value, t), icon: ICONS[value.id], value };
  });
  const question = { title, step: 1, steps: 1, prompt: t('Choose a format') };
  const reply = await prompter.pick<ExportTarget>({ ...question, options: onePage(options) });
  return reply.kind === 'answer' ? reply.value : undefined;
}

const ICONS: Readonly<Record<ExportTarget['id'], string>> = {
  cli: 'terminal-bash',
  powershell: 'terminal-powershell',
  boto3: 'snake',
  cloudformation: 'layers',
  terraform: 'symbol-structure',
  fleet: 'json',
};

/** What a format is for, and which kinds it has nothing for. */
function aboutTarget(target: ExportTarget, t: Translate): string {
  const about: Readonly<Record<ExportTarget['id'], string>> = {
    cli: t('one command for each setting'),
    powershell: t('7.3 or later; JSON is passed in a file'),
    boto3: t('one call for each setting'),
    cloudformation: t('a template'),
    terraform: t('resources with import blocks'),
    fleet: t('to plan and apply here'),
  };
  const lacking = kindExports.filter(row => target.lacks(row) !== undefined).map(({ kind }) => kindOf(kind).plural(t));
  const nothing = lacking.length === 0 ? [] : [t('nothing for {0}', lacking.join(', '))];
  return [about[target.id], ...nothing].join('; ');
}

/** Puts what rows stand for on the clipboard, as a part to paste. */
export async function copyRowsAs(host: ExportHost, paths: readonly NodePath[]): Promise<void> {
  const target = await askFormat(host, host.t('Copy as'));
  const written = target === undefined ? undefined : await exportedRows(host, target, paths, false);
  if (target === undefined || written === undefined) return;
  await copied(host, target, written.files.map(({ text }) => text).join('\n'));
}

/** Puts a text on the clipboard and says so, with the way to look at it. */
export async function copied(
  { t, prompter, workbench }: Pick<HostServices, 't' | 'prompter' | 'workbench'>,
  { label, language }: Pick<ExportTarget, 'label' | 'language'>,
  text: string,
): Promise<void> {
  await workbench.copy(text);
  const open = { label: t('Open in Editor'), run: () => workbench.openUntitled(language, text) };
  prompter.tell('information', t('Copied as {0}.', label), [open]);
}

/** Opens what rows stand for in an editor, as a text of its own: one for each account and Region where it takes several. */
export async function exportRowsAs(host: ExportHost, paths: readonly NodePath[]): Promise<void> {
  const target = await askFormat(host, host.t('Export'));
  if (target !== undefined) await exportRowsTo(host, target, paths);
}

/** The same for a fleet file, without being asked. */
export async function exportFleetFile(host: ExportHost, paths: readonly NodePath[]): Promise<void> {
  const fleet = exportTargets.find(({ id }) => id === 'fleet');
  if (fleet !== undefined) await exportRowsTo(host, fleet, paths);
}

async function exportRowsTo(host: ExportHost, target: ExportTarget, paths: readonly NodePath[]): Promise<void> {
  const written = await exportedRows(host, target, paths, true);
  if (written === undefined) return;
  for (const text of await chosenTexts(host, written.files)) await host.workbench.openUntitled(target.language, text);
}

/** One text for each folder; which of them, where there are several. */
async function chosenTexts({ t, prompter }: ExportHost, files: readonly ExportedFile[]): Promise<readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const { path, text } of files) {
    const folder = path.split('/').slice(0, -1).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), text]);
  }
  const texts = [...folders].map(([label, own]) => ({ label, value: own.join('\n'), picked: true }));
  if (texts.length < 2) return texts.map(({ value }) => value);
  const reply = await prompter.pickMany<string>({
    ...{
      title: t('Export'),
      step: 1,
      steps: 1,
      prompt: t('Each account and Region has its own folder. Choose one to open'),
    },
    options: texts,
    fault: async picked => (picked.length === 0 ? t('Choose at least one.') : undefined),
  });
  return reply.kind === 'answer' ? reply.value : [];
}
