import { CodeLens, type CodeLensProvider, EventEmitter, l10n, languages, Range, type TextDocument } from 'vscode';
import { readRequest } from '../../core/changes/requestDocument.ts';
import { kinds, offeredWrites } from '../../core/kinds/table.ts';
import { placeholderIn } from '../../core/model/placeholder.ts';
import { applyText, targetTitle } from '../../messages/documentText.ts';
import { Owner } from '../disposables.ts';
import type { CommandName } from '../manifest/commands.ts';
import { commandId } from '../manifest/commands.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { lintedLanguage, lintedLanguages } from '../manifest/lintedLanguages.ts';
import type { DocumentLint } from './documentLint.ts';
import type { KeptTargets } from './documentTargets.ts';

/** Characters beyond which a document's name is not looked for. */
const MOST_READ = 1024 * 1024;

const top = new Range(0, 0, 0, 0);

/** Puts above a document that is the config of one resource, or a fleet file, what can be done with it. */
export class CodeLenses extends Owner implements CodeLensProvider {
  readonly #changed = this.own(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    readonly documents: DocumentLint,
    readonly targets: KeptTargets,
  ) {
    super();
    this.own(targets.onDidChange(() => this.#changed.fire()));
    const jsonLanguages = Object.keys(lintedLanguages).filter(id => lintedLanguages[id]?.holds === 'json');
    this.own(languages.registerCodeLensProvider(jsonLanguages, this));
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (lintedLanguage(document)?.holds !== 'json') return [];
    if (document.uri.scheme === LIVE_SCHEME) return liveLenses(document);
    const found = this.documents.look(document).kind;
    if (found === 'fleet') return fleetLenses(document);
    const kind = kinds.find(({ id }) => id === found);
    if (kind?.document === undefined) return [];
    const target = this.targets.get(document.uri);
    const where = target === undefined ? null : targetTitle(target, l10n.t);
    return [
      lens(document, 'setFromDocument', applyText(kind.document, resourceName(document), l10n.t)),
      lens(document, 'documentInForm', l10n.t('Open in form')),
      // What AWS cannot list it cannot show either.
      ...(kind.listable ? [lens(document, 'compareWithLive', l10n.t('Compare with AWS'))] : []),
      ...(kind.document.live ? [lens(document, 'checkDocument', l10n.t('Check delivery'))] : []),
      lens(
        document,
        'chooseTarget',
        where === null ? l10n.t('Account / Region…') : l10n.t('Account / Region: {0}', where),
      ),
    ];
  }
}

/** A live document is where it is: saving it applies it, and asks first. */
const liveLenses = (document: TextDocument): CodeLens[] => [
  new CodeLens(top, { command: 'workbench.action.files.save', title: l10n.t('Apply (save)…') }),
  lens(document, 'documentInForm', l10n.t('Open in form')),
  lens(document, 'compareWithLive', l10n.t('Compare with AWS')),
  lens(document, 'checkDocument', l10n.t('Check delivery')),
];

const fleetLenses = (document: TextDocument): CodeLens[] => [
  lens(document, 'checkFleetFile', l10n.t('Check for drift')),
  lens(document, 'planFleetFile', l10n.t('Plan…')),
  lens(document, 'applyFleetFile', l10n.t('Apply…')),
];

/** The name that the document itself gives; empty where it gives none. */
function resourceName(document: TextDocument): string {
  const text = document.getText();
  const reading = text.length > MOST_READ ? undefined : readRequest(text, document.fileName);
  if (reading?.type !== 'request') return '';
  const operation = offeredWrites.find(({ name }) => name === reading.operation);
  const name = operation?.resourceName(reading.request) ?? '';
  return placeholderIn(name) === undefined ? name : '';
}

function lens({ uri }: TextDocument, command: CommandName, title: string): CodeLens {
  return new CodeLens(top, { command: commandId(command), title, arguments: [uri.toString()] });
}
