import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  l10n,
  languages,
  type Position,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Choice } from '../../core/inventory/choices.ts';
import { kinds, offeredWrites } from '../../core/kinds/table.ts';
import type { Place } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import { HUB_REGIONS, parseRegion } from '../../core/model/regions.ts';
import type { KindId } from '../../core/model/resource.ts';
import { errorLine } from '../../messages/errorText.ts';
import { unfitText } from '../../messages/fieldText.ts';
import { targetMember } from '../asking/draft.ts';
import type { Owner } from '../disposables.ts';
import { hasEditorSchema } from '../manifest/editorSchemas.ts';
import { lintedLanguage, lintedLanguages } from '../manifest/lintedLanguages.ts';
import type { HostServices, ValueOffer } from '../services.ts';
import { rangeOf } from './diagnostics.ts';
import type { DocumentLint } from './documentLint.ts';
import type { KeptTargets } from './documentTargets.ts';
import { type FieldSpot, fieldAt } from './fieldAt.ts';

/** Characters beyond which a document is not read for its fields at every keystroke. */
const MOST_READ = 1024 * 1024;

/** Offers values for the fields of our documents: AWS's fixed words, Regions, and what there is in the chosen account. */
export class Completions implements CompletionItemProvider {
  constructor(
    readonly documents: DocumentLint,
    readonly targets: KeptTargets,
    readonly host: () => Promise<Pick<HostServices, 'lists'>>,
  ) {}

  /** Registers it with VS Code. */
  register(owner: Owner): void {
    const jsonLanguages = Object.keys(lintedLanguages).filter(id => lintedLanguages[id]?.holds === 'json');
    owner.own(languages.registerCompletionItemProvider(jsonLanguages, this, '"', ':', '/'));
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[]> {
    if (lintedLanguage(document)?.holds !== 'json') return [];
    const { kind } = this.documents.look(document);
    const text = document.getText();
    const spot =
      kind === null || text.length > MOST_READ ? undefined : fieldAt(text, kind, document.offsetAt(position));
    if (spot === undefined) return [];
    const range = rangeOf(document, spot.range);
    const fixed = hasEditorSchema(document.fileName) ? [] : fixedWords(spot);
    const items = [...fixed, ...regions(spot)].map(value => item({ value, label: value, description: '' }, range, '1'));
    const offer = offerOf(spot);
    const where = this.#where(document, spot);
    if (offer === undefined || where === undefined) return items;
    return [...items, ...(await this.#liveItems(offer, where, range, token, document.getText(range)))];
  }

  /** Where to list: only where a person has chosen the document's account, and it is the one the document means. */
  #where({ uri }: TextDocument, { target }: FieldSpot): Place | undefined {
    const chosen = this.targets.get(uri);
    const region = target.region === undefined ? chosen?.region : parseRegion(target.region);
    if (chosen?.source == null || chosen.accountId === null || region == null) return undefined;
    if (target.account !== undefined && target.account !== chosen.accountId) return undefined;
    return { source: chosen.source, accountId: chosen.accountId, region };
  }

  async #liveItems(
    offer: ValueOffer,
    where: Place,
    range: Range,
    token: CancellationToken,
    before: string,
  ): Promise<readonly CompletionItem[]> {
    const stop = new AbortController();
    const cancelled = token.onCancellationRequested(() => stop.abort());
    const items: CompletionItem[] = [];
    try {
      const { lists } = await this.host();
      for await (const page of lists.pages(offer, where, stop.signal)) {
        items.push(...page.map(value => item(value, range, '0')));
      }
    } catch (failure) {
      // What cannot be read is no failure of what can.
      if (!isCancelled(failure)) items.push(failureItem(failure, range, before));
    } finally {
      cancelled.dispose();
    }
    return items;
  }
}

const fieldsOf = (kind: FieldSpot['kind']) => offeredWrites.filter(one => one.kind === kind).flatMap(one => one.fields);

const fieldRow = ({ kind, field }: FieldSpot) => fieldsOf(kind).find(({ path }) => path.at(-1) === field);

const fixedWords = (spot: FieldSpot): readonly string[] => fieldRow(spot)?.options ?? [];

const regions = (spot: FieldSpot): readonly string[] => (fieldRow(spot)?.live === 'hub-region' ? HUB_REGIONS : []);

/** What AWS can list for a field: its values, or the names of what the operation starts from. */
function offerOf(spot: FieldSpot): ValueOffer | undefined {
  const choice = fieldRow(spot)?.live;
  if (choice === 'hub-region') return undefined;
  if (choice !== undefined) return { choice };
  const kind = namedBy(spot);
  return kind === undefined ? undefined : { kind };
}

/** The kind whose names a field takes: the vault of `vaultName`. */
function namedBy({ kind, field }: FieldSpot): KindId | undefined {
  const write = offeredWrites.find(one => one.kind === kind && targetMember(one) === field);
  return kinds.find(({ id }) => id === write?.startsFrom)?.id;
}

function item({ value, label, description, unfit }: Choice, range: Range, order: string): CompletionItem {
  const about = unfit === undefined ? plainText(description) : unfitText(unfit, l10n.t);
  const shown = new CompletionItem({ label: plainText(label), description: about });
  shown.kind = order === '0' ? CompletionItemKind.Reference : CompletionItemKind.Value;
  shown.range = range;
  shown.insertText = JSON.stringify(value);
  // Both the short name and the whole value can be typed, with or without the quote before it.
  shown.filterText = label === value ? JSON.stringify(value) : `"${label} ${value}"`;
  // What would not work comes last, behind the fixed words too.
  shown.sortText = `${unfit === undefined ? order : '1z'}${label}`;
  return shown;
}

/** A list that could not be read says so where its values would be; taking the line changes nothing. */
function failureItem(failure: unknown, range: Range, before: string): CompletionItem {
  const shown = new CompletionItem(l10n.t('The list could not be read'), CompletionItemKind.Issue);
  shown.detail = plainText(errorLine(failure, l10n.t));
  shown.range = range;
  shown.insertText = before;
  shown.filterText = before === '' ? '"' : before;
  shown.sortText = '2';
  return shown;
}
