import { l10n, type TextDocument, type Uri } from 'vscode';
import { type RequestReading, readRequest } from '../../core/changes/requestDocument.ts';
import { applyEdits, JsonEditor } from '../../core/json/edit.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindOf, offeredWrites } from '../../core/kinds/table.ts';
import { type Json, type JsonObject, sameJson } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { placeholderIn } from '../../core/model/placeholder.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Live, Row } from '../../core/model/resource.ts';
import { type Draft, draftTitle, type Located, located, namedRow, newDraft, scopeOf } from '../asking/draft.ts';
import { meet, placeQuestions } from '../asking/placeQuestions.ts';
import { targetMember } from '../asking/targetMember.ts';
import { walk } from '../asking/walk.ts';
import { performWrite, type WriteNeeds } from '../changing/performWrite.ts';
import { documentOf } from '../editor/documentOf.ts';
import { readableJson } from '../editor/readableJson.ts';
import type { DocumentTargets } from '../lint/documentTargets.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { askTarget } from './chooseTarget.ts';
import { type Blank, blanksIn, filledBlanks } from './requestBlanks.ts';

const t = l10n.t;

/** What commands about a document need. */
export interface DocumentNeeds extends WriteNeeds {
  readonly targets: DocumentTargets;
  /** Shows a text, left, beside a document. */
  readonly compareWithDocument: (title: string, text: string, document: Uri) => Promise<void>;
}

/** A document as the operation it asks for, with all that its target settles. */
interface Asked {
  readonly document: TextDocument;
  readonly operation: OfferedWrite;
  readonly reading: Extract<RequestReading, { type: 'request' | 'name-needed' }>;
}

const nameOf = ({ uri }: TextDocument): string => plainText(uri.path.split('/').at(-1) ?? '');

/** Asks for the account and Region that a document is meant for, and keeps the answer. */
export async function chooseTarget(uri: string | undefined, needs: DocumentNeeds): Promise<void> {
  const document = await documentOf(uri);
  if (document === undefined) return needs.prompter.tell('warning', t('Open a document first.'));
  if (document.uri.scheme === LIVE_SCHEME) {
    return needs.prompter.tell('information', t('A live document stays where it is. Save it to set what it says.'));
  }
  const target = await askTarget(nameOf(document), needs);
  if (target === undefined) return;
  const isOpen = target.source === null && target.region === null;
  await needs.targets.set(document.uri, isOpen ? undefined : target);
}

/** Puts what a document says onto AWS, on the one road: its target preselects, the person confirms. */
export async function setFromDocument(uri: string | undefined, needs: DocumentNeeds): Promise<void> {
  const asked = await read(uri, needs);
  if (asked === undefined) return;
  const draft = await draftOf(asked, needs);
  if (draft === undefined) return;
  const whole = await fillBlanks(draft, needs);
  if (whole !== undefined) await performWrite(whole, asked.operation, needs);
}

/**
 * What a document asks for, and where, as a form takes it: its text as it is where it is the whole request. Undefined
 * where the person stopped, or what is in the way was told.
 */
export async function formOfDocument(
  uri: string | undefined,
  needs: DocumentNeeds,
): Promise<{ readonly draft: Located; readonly text: string } | undefined> {
  const asked = await read(uri, needs);
  if (asked === undefined) return undefined;
  const draft = await draftOf(asked, needs);
  if (draft === undefined) return undefined;
  const text = asked.document.getText();
  const { root } = parseJson(text, true);
  const isWhole = root !== undefined && sameJson(jsonValue(root, text), draft.request);
  return { draft, text: isWhole ? text : readableJson(draft.request).trimEnd() };
}

/** Shows what is live beside a document. */
export async function compareWithLive(uri: string | undefined, needs: DocumentNeeds): Promise<void> {
  const asked = await read(uri, needs);
  if (asked === undefined) return;
  const draft = await draftOf(asked, needs);
  if (draft === undefined) return;
  const { document, operation } = asked;
  const live = await readLive(draft, operation, needs);
  if (live.config === null) {
    return needs.prompter.tell('information', t('Nothing is set there now: {0}', draftTitle(draft, t)));
  }
  const text = document.getText();
  const { root } = parseJson(text, true);
  if (root === undefined) return;
  const values = withInPlace(jsonValue(root, text), operation.goal(draft.request), live.config);
  // The layout is the document's wherever the values are the same: the comparison shows what differs, not how it is written.
  const edits = new JsonEditor(text).values(root, values, value => readableJson(value).trimEnd());
  await needs.compareWithDocument(t('Live ↔ {0}', nameOf(document)), applyEdits(text, edits), document.uri);
}

/** Reads the document as a request; what keeps it from being one is told. */
async function read(uri: string | undefined, { prompter }: DocumentNeeds): Promise<Asked | undefined> {
  const document = await documentOf(uri);
  const reading = document === undefined ? undefined : readRequest(document.getText(), document.fileName);
  if (document === undefined || reading === undefined) {
    prompter.tell('warning', t('Open a document first.'));
    return undefined;
  }
  if (reading.type === 'syntax') {
    prompter.tell('error', t('{0} is not JSON yet: mend what is underlined first.', nameOf(document)));
    return undefined;
  }
  if (reading.type !== 'request' && reading.type !== 'name-needed') {
    prompter.tell('warning', t('{0} is not the config of one resource.', nameOf(document)));
    return undefined;
  }
  const operation = offeredWrites.find(one =>
    reading.type === 'request' ? one.name === reading.operation : one.kind === reading.kind && one.effect !== 'delete',
  );
  return operation === undefined ? undefined : { document, operation, reading };
}

/** The draft with account, Region and resource settled: by the document, by its target, by asking. */
async function draftOf({ document, operation, reading }: Asked, needs: DocumentNeeds): Promise<Located | undefined> {
  const { source = null, accountId = null, region = null } = needs.targets.get(document.uri) ?? {};
  const request = reading.type === 'request' ? reading.request : {};
  const target = namedTarget(operation, request);
  const first: Draft = { ...newDraft(operation, null), source, accountId, region, target, request };
  const begun = await meet(first, needs);
  if (begun === undefined) return undefined;
  const place = await walk(begun, placeQuestions(begun, needs));
  const settled = place === undefined ? undefined : located(place);
  if (settled === undefined) return undefined;
  if (reading.type === 'request') return withPreset(settled, operation);
  const named = readRequest(document.getText(), document.fileName, settled.target?.name ?? '');
  return named.type === 'request' ? withPreset({ ...settled, request: named.request }, operation) : undefined;
}

function withPreset(draft: Located, operation: OfferedWrite): Located {
  return { ...draft, request: { ...(operation.preset(draft.target) as JsonObject), ...draft.request } };
}

/** The row that an operation starts from, where the request names it. */
export function namedTarget(operation: OfferedWrite, request: JsonObject): Row | null {
  const { target } = operation;
  const member = targetMember(operation);
  const name = member === undefined ? undefined : request[member];
  const isName = typeof name === 'string' && name !== '' && placeholderIn(name) === undefined;
  return isName && target !== 'account' ? namedRow(kindOf(target), name) : null;
}

async function readLive(draft: Located, operation: OfferedWrite, needs: DocumentNeeds): Promise<Live> {
  const { live } = kindOf(operation.kind);
  if (live === undefined) throw new RangeError(`nothing to read: ${operation.kind}`);
  return needs.prompter.busy(t('Reading what is set now'), (_say, signal) =>
    live(scopeOf(draft, needs, signal), operation.resourceName(draft.request), draft.request),
  );
}

/** The document's value with what is live in place of what it asks for, so that both look alike. */
export function withInPlace(value: Json, goal: JsonObject | null, live: JsonObject): Json {
  if (sameJson(value, goal)) return live;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withInPlace(inner, goal, live)]));
}

/** Asks for each value that the document leaves to the environment. Nothing of it is kept. */
async function fillBlanks(draft: Located, needs: DocumentNeeds): Promise<Located | undefined> {
  const blanks = blanksIn(draft.request);
  const title = draftTitle(draft, t);
  const asks = blanks.map(
    (blank: Blank) =>
      async (known: ReadonlyMap<Blank, string>, frame: { readonly step: number; readonly steps: number }) => {
        const fault = async (text: string) => (text === '' ? t('{0} is needed.', blank) : undefined);
        const prompt = t('The document leaves {0} open. Its value is used once and not kept.', blank);
        const reply = await needs.prompter.text({ ...frame, title, prompt, text: '', secret: true, fault });
        return reply.kind === 'answer' ? { ...reply, value: new Map([...known, [blank, reply.value]]) } : reply;
      },
  );
  const values = await walk<ReadonlyMap<Blank, string>>(new Map(), asks);
  return values === undefined ? undefined : { ...draft, request: filledBlanks(draft.request, values) };
}
