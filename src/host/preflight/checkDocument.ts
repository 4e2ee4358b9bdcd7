import type { Uri } from 'vscode';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { isObject } from '../../core/model/answer.ts';
import type { CheckedResource } from '../../core/model/check.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import { partitionOf } from '../../core/model/regions.ts';
import { type CheckTools, preflightOne } from '../../core/preflight/preflight.ts';
import type { Report } from '../../core/preflight/report.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { askedOf, type DocumentHost } from '../documents/documentRequests.ts';
import { isLiveKind, liveResource } from '../manifest/liveResource.ts';
import type { Tone } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import type { DocumentFindings } from './documentChecks.ts';

/** What is checked of a document: what it says, as if it were set. */
interface Meant {
  readonly uri: Uri;
  readonly subject: CheckedResource;
}

/** Looks where the config that a document holds leads, in the account it is meant for, and shows what is amiss in it. */
export async function checkDocument(
  host: DocumentHost & Pick<HostServices, 'clock'>,
  uri: string | undefined,
  findings: DocumentFindings,
): Promise<void> {
  const { t, prompter, aws, clock } = host;
  const meant = await meantBy(host, uri);
  if (meant === undefined) return;
  const { subject } = meant;
  const kind = kindChecks.find(one => one.kind === subject.kind);
  if (kind === undefined || !kindTable.isChangeable(subject.kind)) return;
  const { memberOf } = kind;
  const checking = findings.checking(meant.uri, { document: kindTable.documentOf(subject.kind), memberOf });
  if (checking === undefined) return;
  const tools: CheckTools = { gateway: aws.gateway, checks: kindChecks, clock };
  try {
    const report = await prompter.busy(t('Checking delivery'), (_say, signal) => preflightOne(tools, subject, signal));
    if (report !== undefined && checking.show(report)) tell(host, report);
  } finally {
    checking.dispose();
  }
}

/** What a document says, and where it is meant to be set; undefined where that was told or the person stopped. */
async function meantBy(host: DocumentHost, uri: string | undefined): Promise<Meant | undefined> {
  const { t, prompter, workbench } = host;
  const document = await workbench.text(uri);
  const live = document === undefined ? undefined : liveResource(document.uri);
  if (document !== undefined && live !== undefined) {
    const { root, fault } = parseJson(document.text, true);
    const config = root === undefined || fault !== undefined ? undefined : jsonValue(root, document.text);
    if (!isObject(config)) {
      prompter.tell('error', t('{0} is not valid JSON. Fix what is underlined first.', plainText(document.name)));
      return undefined;
    }
    return { uri: document.uri, subject: subjectOf(live, live.kind, live.name, config as JsonObject) };
  }
  const asked = await askedOf(host, uri);
  if (asked === undefined) return undefined;
  const { draft, operation } = asked;
  const config = operation.goal(draft.request);
  if (config === null || !isLiveKind(operation.kind, kindTable)) {
    prompter.tell('information', t('Delivery can only be checked for vaults and event streams.'));
    return undefined;
  }
  return {
    uri: asked.document.uri,
    subject: subjectOf(draft, operation.kind, operation.resourceName(draft.request), config),
  };
}

function subjectOf(
  { source, accountId, region }: Pick<CheckedResource, 'source' | 'accountId' | 'region'>,
  kind: CheckedResource['kind'],
  name: string,
  config: JsonObject,
): CheckedResource {
  const partition = partitionOf(region);
  return { source, accountId, region, partition, kind, name, status: 'set', config, fields: new Map() };
}

const TONES: Readonly<Record<Report['verdict'], Tone>> = {
  ...{ ok: 'information', none: 'information', unproven: 'information', 'not-checked': 'information' },
  ...{ warning: 'warning', broken: 'warning' },
};

/** How it ended, and where to look. */
function tell({ t, prompter }: Pick<DocumentHost, 't' | 'prompter'>, report: Report): void {
  const { source, accountId, region, name, steps, verdict } = report;
  const where = `${accountTitle(source, accountId, t)} · ${region ?? ''}`;
  const count = steps.filter(step => step.verdict !== 'ok').length;
  const text =
    count === 0
      ? t('Checked delivery for {0} ({1}): no problems found.', plainText(name ?? ''), where)
      : t('Checked delivery for {0} ({1}). In the Problems panel: {2}.', plainText(name ?? ''), where, String(count));
  prompter.tell(TONES[verdict], text);
}
