import { type RequestReading, readRequest } from '../../core/changes/requestDocument.ts';
import { applyEdits, JsonEditor } from '../../core/json/edit.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindOf, offeredWrites } from '../../core/kinds/table.ts';
import { type Json, type JsonObject, sameJson } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Live } from '../../core/model/resource.ts';
import {
  type AskHost,
  type Draft,
  draftTitle,
  type Located,
  located,
  namedTarget,
  newDraft,
  scopeAt,
} from '../asking/draft.ts';
import { meet, placeQuestions } from '../asking/placeQuestions.ts';
import { walk } from '../asking/walk.ts';
import { toldForbidden } from '../changing/confirm.ts';
import { type ChangeHost, performWrite } from '../changing/perform.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import type { HostServices, OpenText } from '../services.ts';
import { readableJson } from '../workbench/readableJson.ts';
import { askTarget } from './chooseTarget.ts';
import { type Blank, blanksIn, filledBlanks } from './requestBlanks.ts';

/** What commands about a document use of the window. */
export type DocumentHost = ChangeHost & AskHost & Pick<HostServices, 'lint'>;

/** A document as the operation it asks for, with all that its target settles. */
export interface Asked {
  readonly document: OpenText;
  readonly operation: OfferedWrite;
  readonly reading: Extract<RequestReading, { type: 'request' | 'name-needed' }>;
}

const nameOf = ({ name }: OpenText): string => plainText(name);

/** Asks for the account and Region that a document is meant for, and keeps the answer. */
export async function chooseTarget(host: DocumentHost, uri: string | undefined): Promise<void> {
  const { t, prompter, workbench, lint } = host;
  const document = await workbench.text(uri);
  if (document === undefined) return prompter.tell('warning', t('Open a document first.'));
  if (document.uri.scheme === LIVE_SCHEME) {
    return prompter.tell('information', t('This is a live document. Save it to apply it.'));
  }
  const target = await askTarget(host, nameOf(document));
  if (target === undefined) return;
  const isOpen = target.source === null && target.region === null;
  const { targets } = await lint();
  await targets.set(document.uri, isOpen ? undefined : target);
}

/** Puts what a document says onto AWS, on the one road: its target preselects, the person confirms. */
export async function setFromDocument(host: DocumentHost, uri: string | undefined): Promise<void> {
  if (toldForbidden(host)) return;
  const asked = await askedOf(host, uri);
  if (asked === undefined) return;
  const { draft } = asked;
  const whole = await fillBlanks(host, draft);
  if (whole !== undefined) await performWrite(host, whole, asked.operation);
}

/** What a document asks for, and where. Undefined where the person stopped, or what is in the way was told. */
export async function askedOf(
  host: DocumentHost,
  uri: string | undefined,
): Promise<(Asked & { readonly draft: Located }) | undefined> {
  const asked = await read(host, uri);
  const draft = asked === undefined ? undefined : await draftOf(host, asked);
  return asked && draft && { ...asked, draft };
}

/**
 * What a document asks for, and where, as a form takes it: its text as it is where it is the whole request. Undefined
 * where the person stopped, or what is in the way was told.
 */
export async function formOfDocument(
  host: DocumentHost,
  uri: string | undefined,
): Promise<{ readonly draft: Located; readonly text: string } | undefined> {
  const asked = await askedOf(host, uri);
  if (asked === undefined) return undefined;
  const { draft, document } = asked;
  const { text } = document;
  const { root } = parseJson(text, true);
  const isWhole = root !== undefined && sameJson(jsonValue(root, text), draft.request);
  return { draft, text: isWhole ? text : readableJson(draft.request).trimEnd() };
}

/** Shows what is live beside a document. */
export async function compareWithLive(host: DocumentHost, uri: string | undefined): Promise<void> {
  const { t, prompter, workbench } = host;
  const asked = await askedOf(host, uri);
  if (asked === undefined) return;
  const { draft, document, operation } = asked;
  const live = await readLive(host, draft, operation);
  if (live.config === null) {
    return prompter.tell('information', t('Not set in AWS: {0}', draftTitle(draft, t)));
  }
  const { text } = document;
  const { root } = parseJson(text, true);
  if (root === undefined) return;
  const values = withInPlace(jsonValue(root, text), operation.goal(draft.request), live.config);
  // The layout is the document's wherever the values are the same: the comparison shows what differs, not how it is written.
  const edits = new JsonEditor(text).values(root, values, value => readableJson(value).trimEnd());
  await workbench.compareWithDocument(t('AWS ↔ {0}', nameOf(document)), applyEdits(text, edits), document.uri);
}

/** Reads the document as a request; what keeps it from being one is told. */
async function read({ t, prompter, workbench }: DocumentHost, uri: string | undefined): Promise<Asked | undefined> {
  const document = await workbench.text(uri);
  const reading = document === undefined ? undefined : readRequest(document.text, document.fileName);
  if (document === undefined || reading === undefined) {
    prompter.tell('warning', t('Open a document first.'));
    return undefined;
  }
  if (reading.type === 'syntax') {
    prompter.tell('error', t('{0} is not valid JSON. Fix what is underlined first.', nameOf(document)));
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
async function draftOf(host: DocumentHost, { document, operation, reading }: Asked): Promise<Located | undefined> {
  const { targets } = await host.lint();
  const { source = null, accountId = null, region = null } = targets.get(document.uri) ?? {};
  const request = reading.type === 'request' ? reading.request : {};
  const target = namedTarget(operation, request);
  const first: Draft = { ...newDraft(operation, null), source, accountId, region, target, request };
  const begun = await meet(host, first);
  if (begun === undefined) return undefined;
  const place = await walk(begun, placeQuestions(host, begun));
  const settled = place === undefined ? undefined : located(place);
  if (settled === undefined) return undefined;
  if (reading.type === 'request') return withPreset(settled, operation);
  const named = readRequest(document.text, document.fileName, settled.target?.name ?? '');
  return named.type === 'request' ? withPreset({ ...settled, request: named.request }, operation) : undefined;
}

function withPreset(draft: Located, operation: OfferedWrite): Located {
  return { ...draft, request: { ...(operation.preset(draft.target) as JsonObject), ...draft.request } };
}

async function readLive(host: DocumentHost, draft: Located, operation: OfferedWrite): Promise<Live> {
  const { live } = kindOf(operation.kind);
  if (live === undefined) throw new RangeError(`nothing to read: ${operation.kind}`);
  return host.prompter.busy(host.t('Reading current settings'), (_say, signal) =>
    live(scopeAt(host, draft, signal), operation.resourceName(draft.request), draft.request),
  );
}

/** The document's value with what is live in place of what it asks for, so that both look alike. */
function withInPlace(value: Json, goal: JsonObject | null, live: JsonObject): Json {
  if (sameJson(value, goal)) return live;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withInPlace(inner, goal, live)]));
}

/** Asks for each value that the document leaves to the environment. Nothing of it is kept. */
async function fillBlanks({ t, prompter }: DocumentHost, draft: Located): Promise<Located | undefined> {
  const blanks = blanksIn(draft.request);
  const title = draftTitle(draft, t);
  const asks = blanks.map(
    (blank: Blank) =>
      async (known: ReadonlyMap<Blank, string>, frame: { readonly step: number; readonly steps: number }) => {
        const fault = async (text: string) => (text === '' ? t('{0} is required.', blank) : undefined);
        const prompt = t('The document does not contain {0}. The value is used once and not stored.', blank);
        const reply = await prompter.text({ ...frame, title, prompt, text: '', secret: true, fault });
        return reply.kind === 'answer' ? { ...reply, value: new Map([...known, [blank, reply.value]]) } : reply;
      },
  );
  const values = await walk<ReadonlyMap<Blank, string>>(new Map(), asks);
  return values === undefined ? undefined : { ...draft, request: filledBlanks(draft.request, values) };
}
