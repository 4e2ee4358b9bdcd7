import { commandLine, lineFor } from '../core/changes/commandLine.ts';
import type { AccountRoles, ExitReport, RoleExit, StreamExit } from '../core/exit/exitReport.ts';
import { errorMember, listRow } from '../core/inventory/found.ts';
import { PINPOINT_END_OF_SUPPORT } from '../core/kinds/eventStream/retirement.ts';
import { sourceKey, sourceText } from '../core/model/account.ts';
import type { AppError } from '../core/model/errors.ts';
import { english, type Translate } from '../core/model/translate.ts';
import { errorLine, errorText } from './errorText.ts';
import { ROLE_PLACEHOLDER, type Successor, successors } from './exitSuccessors.ts';
import { markdownTable, markdownText } from './markdownText.ts';
import { accountTitle } from './nodeText.ts';

/** The exit report as Markdown. @param endpoint Where the local emulator listens, for the commands of its accounts. */
export function exitMarkdown(report: ExitReport, t: Translate, endpoint?: string): string {
  const lines = [
    `# ${t('Pinpoint exit report')}`,
    '',
    t(
      'Amazon Pinpoint ended on {0}. Its event streams may have ended with it; applications and their push, SMS and voice continue as AWS End User Messaging.',
      PINPOINT_END_OF_SUPPORT,
    ),
    '',
    countsLine(report.streams, t),
    ...streamSection(report.streams, t),
    ...successorSection(t),
    ...commandSections(report.streams, t, endpoint),
    ...roleSection(report, t),
    ...unreadSection(report, t),
  ];
  return `${lines.join('\n')}\n`;
}

const titleOf = ({ source, accountId }: Pick<StreamExit, 'source' | 'accountId'>, t: Translate): string =>
  accountTitle(source, accountId, t);

/** An application by its name and its ID. */
const applicationText = ({ applicationId, applicationName }: StreamExit): string =>
  applicationName === null || applicationName === applicationId
    ? applicationId
    : `${applicationName} (${applicationId})`;

function statusText({ status, error }: StreamExit, t: Translate): string {
  switch (status) {
    case 'set':
      return t('set');
    case 'none':
      return t('not set, or ended');
    case 'retired':
      return t('ended');
    case 'error':
      return error === null ? t('not read') : t('not read: {0}', errorText(error, t).title);
    default:
      return status satisfies never;
  }
}

function countsLine(streams: readonly StreamExit[], t: Translate): string {
  if (streams.length === 0) return t('No Pinpoint applications were found in what was read.');
  const words: Readonly<Record<StreamExit['status'], (count: string) => string>> = {
    set: count => t('{0} set', count),
    none: count => t('{0} not set, or ended', count),
    retired: count => t('{0} ended', count),
    error: count => t('{0} not read', count),
  };
  const counts = (['set', 'none', 'retired', 'error'] as const).flatMap(status => {
    const count = streams.filter(one => one.status === status).length;
    return count === 0 ? [] : [words[status](String(count))];
  });
  return `${t('Event streams of {0} applications: {1}', String(streams.length), counts.join(', '))}.`;
}

function streamSection(streams: readonly StreamExit[], t: Translate): readonly string[] {
  if (streams.length === 0) return [];
  const head = [
    ...[t('Account'), t('Region'), t('Application'), t('Event stream'), t('Sent to'), t('Role')],
    t('Last set'),
  ];
  const rows = streams.map(one => [
    ...[titleOf(one, t), one.region, applicationText(one), statusText(one, t)],
    ...[one.destinationArn ?? '', one.roleArn ?? ''],
    [one.changedAt, one.changedBy].filter(part => part !== null).join(', '),
  ]);
  const answers = [...new Set(streams.flatMap(({ answered }) => answered ?? []))];
  const same = streams.some(({ status }) => status === 'none')
    ? ['', t('AWS may give the same answer for a stream that is not set and for one that has ended.')]
    : [];
  const ended = answers.map(
    answered => `\n${markdownText(t('For streams that have ended, AWS answers: {0}', answered))}`,
  );
  return ['', `## ${t('Event streams')}`, '', ...markdownTable(head, rows), ...same, ...ended];
}

function successorSection(t: Translate): readonly string[] {
  const rows = successors.map(({ carried, use, page }) => {
    const cells = [carried(t), use(t)].map(markdownText);
    return `| ${[...cells, `<${page}>`].join(' | ')} |`;
  });
  const head = markdownTable([t('What the stream carried'), t('Use instead'), t('Read')], []);
  return ['', `## ${t('Replacements')}`, '', ...head, ...rows];
}

interface Destination {
  readonly arn: string;
  readonly first: StreamExit;
  readonly streams: readonly StreamExit[];
}

/** What was sent to, each thing once however many applications sent there. */
function destinations(streams: readonly StreamExit[]): readonly Destination[] {
  const groups = new Map<string, Destination>();
  for (const stream of streams) {
    const { destinationArn: arn, source } = stream;
    if (arn === null) continue;
    const key = `${sourceKey(source)}\n${stream.region}\n${arn}`;
    const group = groups.get(key);
    groups.set(key, { arn, first: group?.first ?? stream, streams: [...(group?.streams ?? []), stream] });
  }
  return [...groups.values()];
}

/** Lines of a shell that let the same stream go on receiving what one successor tells. */
function successorLines({ commands }: Successor, stream: StreamExit, endpoint?: string): readonly string[] {
  const { destinationArn, source } = stream;
  if (destinationArn === null || commands === undefined) return [];
  return commands({ ...stream, destinationArn }).map(words => lineFor(source, words, endpoint));
}

function commandSections(streams: readonly StreamExit[], t: Translate, endpoint?: string): readonly string[] {
  const all = destinations(streams);
  if (all.length === 0) return [];
  const sections = all.flatMap(({ arn, first, streams: senders }) => {
    const set = successors.flatMap(one => {
      const lines = successorLines(one, first, endpoint);
      return lines.length === 0 ? [] : [`# ${one.carried(t)}`, ...lines, ''];
    });
    const away = senders.map(({ source, accountId, region, applicationId }) => {
      const request = { ApplicationId: applicationId };
      return commandLine({ operation: 'DeleteEventStream', request, source, accountId, region, endpoint });
    });
    return [
      ...['', `### ${markdownText(`${titleOf(first, t)} · ${first.region} · ${arn.slice(arn.lastIndexOf(':') + 1)}`)}`],
      ...['', markdownText(t('Applications: {0}', senders.map(applicationText).join(', '))), ''],
      ...['```sh', ...set, `# ${t('Finally: remove the event stream')}`, ...away, '```'],
    ];
  });
  const role = t(
    'Replace {0} with a role that can write to the stream and trusts the service that takes over: sms-voice.amazonaws.com, ses.amazonaws.com or events.amazonaws.com.',
    `\`${ROLE_PLACEHOLDER}\``,
  );
  return ['', `## ${t('Commands')}`, '', t('None of this was run.'), role, ...sections];
}

function trustText({ trust, error }: RoleExit, isOwn: boolean, t: Translate): string {
  switch (trust) {
    case 'pinpoint':
      return t('yes');
    case 'others':
      return t('no');
    case 'gone':
      return t('role no longer exists');
    case 'unknown':
      if (!isOwn) return t('not checked: the role belongs to another account');
      return error === null ? t('its trust policy can’t be read') : t('not checked: {0}', errorText(error, t).title);
    default:
      return trust satisfies never;
  }
}

function roleSection({ roles: accounts }: ExitReport, t: Translate): readonly string[] {
  const rows = accounts.flatMap(account =>
    account.roles.map(role => [
      titleOf(account, t),
      role.roleArn,
      trustText(role, role.accountId === account.accountId, t),
      role.applicationIds.join(', '),
    ]),
  );
  const head = [t('Account'), t('Role'), t('Trusts Pinpoint'), t('Used by the stream of')];
  const table =
    rows.length === 0 ? [t('None of the roles that were checked trusts Pinpoint.')] : markdownTable(head, rows);
  return ['', `## ${t('Roles that trust Pinpoint')}`, '', ...table, ...accounts.flatMap(one => partlyLines(one, t))];
}

function partlyLines(account: AccountRoles, t: Translate): readonly string[] {
  const { error } = account;
  if (error === null) return [];
  const why = errorLine(error, t);
  return ['', markdownText(t('Other roles of {0} were not checked. {1}', titleOf(account, t), why))];
}

function unreadSection({ unread, streams }: ExitReport, t: Translate): readonly string[] {
  const places = unread.map(
    ({ source, accountId, region, error }) =>
      [[accountTitle(source, accountId, t), region ?? ''].filter(part => part !== '').join(' · '), error] as const,
  );
  const failed = streams.map(
    one => [`${titleOf(one, t)} · ${one.region} · ${applicationText(one)}`, one.error] as const,
  );
  const lines = [...places, ...failed].flatMap(([what, error]) =>
    error === null ? [] : [`- ${markdownText(`${what}: ${errorLine(error, t)}`)}`],
  );
  return lines.length === 0 ? [] : ['', `## ${t('Not read')}`, '', ...lines];
}

/** The exit report as one JSON document. */
export function exitJson({ streams, roles, unread }: ExitReport): object {
  return {
    ended: PINPOINT_END_OF_SUPPORT,
    streams: streams.map(one => ({
      account: { id: one.accountId, source: sourceText(one.source) },
      region: one.region,
      application: { id: one.applicationId, name: one.applicationName },
      status: one.status,
      destination: one.destinationArn,
      role: one.roleArn,
      changedAt: one.changedAt,
      changedBy: one.changedBy,
      answered: one.answered,
      error: told(one.error),
      successors: successors.map(next => ({
        ...{ id: next.id, carried: next.carried(english), use: next.use(english), page: next.page },
        commands: successorLines(next, one),
      })),
    })),
    roles: roles.map(({ source, accountId, roles: found, error }) => ({
      account: { id: accountId, source: sourceText(source) },
      allLookedAt: error === null,
      error: told(error),
      roles: found.map(({ roleArn, trust, applicationIds, error: why }) => ({
        ...{ arn: roleArn, trust, applications: applicationIds, error: told(why) },
      })),
    })),
    unread: unread.map(listRow).map(({ account, region, error }) => ({ account, region, error })),
  };
}

const told = (error: AppError | null): ReturnType<typeof errorMember> | null =>
  error === null ? null : errorMember(error);

/** True where anything could not be read. */
export const isPartial = ({ streams, roles, unread }: ExitReport): boolean =>
  unread.length > 0 || [...streams, ...roles].some(({ error }) => error !== null);
