import { setImmediate as immediate } from 'node:timers/promises';
import { env, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { gatherEvidence } from '../../core/evidence/gather.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kindEvidence } from '../../core/kinds/evidenceTable.ts';
import { kinds } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { sameJson } from '../../core/model/json.ts';
import { type PreflightTools, preflight, preflightOf } from '../../core/preflight/preflight.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { preflightMarkdown } from '../../messages/preflightText.ts';
import { type FromReport, type ReportView, readFromReport, type ToReport } from '../../shared/report/messages.ts';
import { toldForbidden } from '../changing/confirm.ts';
import { Owner } from '../disposables.ts';
import { openSettingForm } from '../forms/openForms.ts';
import { REPORT_VIEW } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';
import { pageOptions, showPage } from '../webviewPage.ts';
import type { PreflightScope } from './ahead.ts';
import { mend, mending } from './mend.ts';
import { reportStep, reportView } from './reportView.ts';

/** How often the page is shown what has come meanwhile, in milliseconds: often enough to see it move. */
const SHOW_EVERY_MS = 250;
/** The share of the time that showing may take: a report of thousands is put together anew each time. */
const SHOWING = 1 / 10;

/** How long reports are taken without a pause, in milliseconds: what a person does meanwhile comes between. */
const PAUSE_EVERY_MS = 15;

/** The one report of a window: a panel, what it shows, and the check that fills it. */
export class PreflightReport extends Owner {
  readonly #host: HostServices;
  #panel: WebviewPanel | undefined;
  #scope: PreflightScope | undefined;
  readonly #reports = new Map<number, Report>();
  /** What was checked, by the report that has evidence beside it. */
  readonly #checked = new WeakMap<Report, Report>();
  #lastId = 0;
  #state: ReportView['state'] = 'done';
  #checkedAt = 0;
  #endpoint: string | undefined;
  #stopping = new AbortController();

  constructor(host: HostServices) {
    super();
    this.#host = host;
    this.onDispose(() => this.#panel?.dispose());
    this.own(workspace.onDidGrantWorkspaceTrust(() => this.#show()));
  }

  /** What has come so far. */
  get reports(): readonly Report[] {
    return [...this.#reports.values()];
  }

  /** The panel; undefined where it was closed. */
  get panel(): WebviewPanel | undefined {
    return this.#panel;
  }

  /** Checks something and shows what comes. Ends when all of it is checked, or when a person stops it. */
  async check(scope: PreflightScope): Promise<void> {
    this.#stopping.abort();
    const { clock } = this.#host;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#scope = scope;
    this.#reports.clear();
    this.#state = 'checking';
    this.#checkedAt = clock.now();
    this.#open();
    this.#endpoint = await this.#host.emulator.endpoint();
    const { signal } = stopping;
    const runs = [
      ...scope.requests.map(request => preflight(this.#tools(), { ...request, signal })),
      preflightOf(this.#tools(), scope.planned ?? [], signal),
    ];
    for (const run of runs) {
      await this.#follow(run, stopping, report => this.#add(report));
    }
    this.#end(stopping);
  }

  /** Looks for what has happened, for all that is shown, and shows it below each chain. */
  async gather(): Promise<void> {
    if (this.#state === 'checking' || this.#state === 'gathering') return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    // What was gathered before is gathered anew, over what was checked.
    const reports = this.reports.map(report => this.#checked.get(report) ?? report);
    this.#reports.clear();
    const waiting = new Map(reports.map(report => [keyOf(report), { report, id: this.#add(report) }]));
    this.#state = 'gathering';
    this.#show();
    const { aws, clock } = this.#host;
    const tools = { gateway: aws.gateway, evidence: kindEvidence, clock };
    await this.#follow(gatherEvidence(tools, reports, stopping.signal), stopping, report => {
      const before = waiting.get(keyOf(report));
      // It may have been mended and checked anew meanwhile.
      if (before === undefined || !this.#reports.delete(before.id)) return;
      this.#checked.set(report, before.report);
      this.#add(report);
    });
    this.#end(stopping);
  }

  /** Takes reports as they come and shows them now and then, until another run begins. */
  async #follow(
    coming: AsyncIterable<Report>,
    stopping: AbortController,
    take: (report: Report) => void,
  ): Promise<void> {
    const { clock } = this.#host;
    let showAt = 0;
    let pauseAt = clock.elapsed() + PAUSE_EVERY_MS;
    for await (const report of coming) {
      if (this.#stopping !== stopping) return;
      take(report);
      if (clock.elapsed() >= pauseAt) {
        await immediate();
        pauseAt = clock.elapsed() + PAUSE_EVERY_MS;
      }
      const begun = clock.elapsed();
      if (begun < showAt) continue;
      this.#show();
      showAt = clock.elapsed() + Math.max(SHOW_EVERY_MS, (clock.elapsed() - begun) / SHOWING);
    }
  }

  #end(stopping: AbortController): void {
    this.#host.verdicts.announce();
    if (this.#stopping !== stopping) return;
    this.#state = stopping.signal.aborted ? 'stopped' : 'done';
    this.#show();
  }

  /** Takes whatever the page sends. What is no message of ours is refused, and logged without its content. */
  async receive(message: unknown): Promise<void> {
    const read = readFromReport(message);
    if (read === undefined) this.#host.log.warn('a message of a report was refused');
    else await this.#act(read);
  }

  async #act(message: FromReport): Promise<void> {
    const { t, workbench } = this.#host;
    switch (message.kind) {
      case 'ready':
        return this.#show();
      case 'again':
        return this.#scope && this.check(this.#scope);
      case 'gather':
        return this.gather();
      case 'stop':
        return this.#stopping.abort();
      case 'copy-report':
        await workbench.copy(preflightMarkdown(this.reports, t));
        return this.#post({ kind: 'say', text: t('Copied.') });
      case 'copy': {
        // By what the page was shown: it names no text of its own.
        const report = this.#reports.get(message.row);
        const step = report?.steps[message.step];
        const text = step && report && reportStep(step, report, this.#around, t)[message.what];
        if (text == null) return;
        await workbench.copy(text);
        return this.#post({ kind: 'say', text: t('Copied.') });
      }
      case 'mend':
        return this.#mend(message);
      default:
        return message satisfies never;
    }
  }

  /** Does what mends a step that the page was shown: it names no change of its own. */
  async #mend({ row, step: at }: Extract<FromReport, { kind: 'mend' }>): Promise<void> {
    const report = this.#reports.get(row);
    const step = report?.steps[at];
    if (report === undefined || step === undefined || toldForbidden(this.#host)) return;
    const intent = mending(report, step);
    const { source, accountId, region, kind, name, config } = report;
    if (intent !== undefined) {
      // A topic or a key that is mended is mended for all that share it.
      const mends = (other: ChainStep) => sameJson(other.remedy?.change?.request, intent.request);
      const shared = this.reports.filter(one => one === report || one.steps.some(mends));
      await mend(this.#host, intent, () => this.#checkAgain(shared));
    } else if (step.remedy?.sets === true && accountId !== null && region !== null && name !== null)
      await openSettingForm(this.#host, { source, accountId, region, kind, name, config });
  }

  /** Checks some resources anew, each in place of what was said of it. */
  async #checkAgain(resources: readonly Report[]): Promise<void> {
    for (const { source, region, kind, name } of resources) {
      if (region === null || name === null) continue;
      const planned = this.#scope?.planned?.filter(one => one.kind === kind && one.name === name) ?? [];
      const request = { sources: [source], regions: [region], kinds: new Set([kind]), name };
      const run = planned.length > 0 ? preflightOf(this.#tools(), planned) : preflight(this.#tools(), request);
      for await (const report of run) {
        const before = [...this.#reports].find(([, one]) => isOfSame(one, report));
        // Another check has begun meanwhile, and has not come to it yet.
        if (before === undefined) continue;
        // A new id: a step of the old chain that the page may still show means nothing any more.
        this.#reports.delete(before[0]);
        this.#add(report);
      }
    }
    this.#host.verdicts.announce();
    this.#show();
  }

  #add(report: Report): number {
    this.#lastId += 1;
    this.#reports.set(this.#lastId, report);
    this.#host.verdicts.record(report, this.#host.clock.now());
    return this.#lastId;
  }

  #tools(): PreflightTools {
    const { aws, state, clock } = this.#host;
    return { gateway: aws.gateway, ledger: state.ledger, kinds, checks: kindChecks, clock };
  }

  get #around() {
    return { endpoint: this.#endpoint, forbidden: this.#host.trust.forbidden(), now: this.#host.clock.now() };
  }

  #view() {
    const { t } = this.#host;
    const time = new Date(this.#checkedAt).toLocaleTimeString(env.language);
    const about = t('{0} · checked at {1}', this.#scope?.about ?? '', time);
    return reportView({ reports: this.#reports, state: this.#state, about, ...this.#around }, t);
  }

  #show(): void {
    this.#post({ kind: 'report', report: this.#view() });
  }

  #post(message: ToReport): void {
    void this.#panel?.webview.postMessage(message);
  }

  #open(): void {
    if (this.#panel !== undefined) {
      this.#panel.reveal();
      this.#show();
      return;
    }
    const { extensionUri, t } = this.#host;
    const options = pageOptions(extensionUri);
    const panel = window.createWebviewPanel(REPORT_VIEW, t('Preflight'), ViewColumn.Active, options);
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: unknown) => this.#host.attempt(() => this.receive(message)));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#stopping.abort();
    });
    showPage(panel, extensionUri, 'report');
  }
}

/** True where two reports are of one resource. */
const isOfSame = (one: Report, other: Report): boolean => keyOf(one) === keyOf(other);

const keyOf = ({ source, region, kind, name }: Report): string =>
  JSON.stringify([sourceKey(source), region, kind, name]);

/** The report of a window. */
export const preflightReport = (host: HostServices): PreflightReport => new PreflightReport(host);
