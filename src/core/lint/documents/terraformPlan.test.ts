import { describe, expect, it } from 'vitest';
import { planted } from '../../../../test/support/planted.ts';
import { lintFile } from '../lintFile.ts';

const lint = (text: string) => lintFile(text, { fileName: 'plan.json' }, { today: '2026-10-01' });

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const BOTH = '"ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"';
const POLICY = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'glacier:InitiateJob' }] });

const resource = (type: string, values: string, mode = 'managed'): string =>
  `{"address": "${type}.a", "mode": "${mode}", "type": "${type}", "name": "a", "values": ${values}}`;
const plan = (...resources: readonly string[]): string =>
  `{"format_version": "1.2", "terraform_version": "1.11.4", "variables": {}, "planned_values": {"root_module": {"resources": [${resources.join(', ')}]}}}`;
const vault = (notification: string, more = ''): string =>
  resource(
    'aws_glacier_vault',
    `{"name": "tapes", "access_policy": null, "tags": null${more}, "notification": ${notification}}`,
  );

/** The policy as text, its mistake marked. */
const HELD_POLICY = JSON.stringify(POLICY).replace('\\"*\\"', '«vault/vault-policy-public|$&»');

const wrong: readonly (readonly [what: string, sample: string])[] = [
  ['an event of a vault', plan(vault(`[{"events": [${BOTH}, «vault/event-name|"Both"»], "sns_topic": "${TOPIC}"}]`))],
  [
    'a topic that is a queue',
    plan(
      vault(`[{"events": [${BOTH}], "sns_topic": "arn:aws:«vault/topic-not-sns|sqs»:eu-west-1:444455556666:jobs"}]`),
    ),
  ],
  [
    'a hub',
    plan(
      resource(
        'aws_notifications_notification_hub',
        '{"notification_hub_region": «hub/region|"eu-west-9"», "timeouts": null}',
      ),
    ),
  ],
  [
    'a stream',
    plan(
      resource(
        'aws_pinpoint_event_stream',
        `{"destination_stream_arn": "${STREAM}", "role_arn": «event-stream/role-arn|"arn:aws:iam::444455556666:user/a"»}`,
      ),
    ),
  ],
  ['a policy', plan(vault('[]', `, "access_policy": ${HELD_POLICY}`).replace('"access_policy": null, ', ''))],
  ['a lock of a vault', plan(resource('aws_glacier_vault_lock', `{"policy": ${HELD_POLICY}, "complete_lock": false}`))],
  [
    'a module in a module',
    plan().replace(
      '[]',
      `[], "child_modules": [{"address": "module.a", "child_modules": [{"resources": [${resource('aws_notifications_notification_hub', '{"notification_hub_region": «hub/region|"eu-west-9"»}')}]}]}]`,
    ),
  ],
  [
    'a state',
    plan(vault(`[{"events": [«vault/event-name|"Both"»], "sns_topic": "${TOPIC}"}]`)).replace(
      'planned_values',
      'values',
    ),
  ],
  [
    'changes alone',
    `{"format_version": "1.2", "resource_changes": [{"type": "aws_notifications_notification_hub", "change": {"actions": ["create"], "before": null, "after": {"notification_hub_region": «hub/region|"eu-west-9"»}}}]}`,
  ],
  [
    'what is planned, and not the same change again',
    `${plan(resource('aws_notifications_notification_hub', '{"notification_hub_region": «hub/region|"eu-west-9"»}')).slice(0, -1)}, "resource_changes": [{"type": "aws_notifications_notification_hub", "change": {"after": {"notification_hub_region": "eu-west-9"}}}]}`,
  ],
];

const silent: readonly (readonly [what: string, text: string])[] = [
  ['a good plan', plan(vault(`[{"events": [${BOTH}], "sns_topic": "${TOPIC}"}]`))],
  [
    'what is known only after it was applied',
    plan(vault(`[{"events": [${BOTH}]}]`), resource('aws_pinpoint_event_stream', '{}')),
  ],
  ['what is not set', plan(vault('null'))],
  ['a hub whose Region is not known', plan(resource('aws_notifications_notification_hub', '{"timeouts": null}'))],
  ['a data source', plan(resource('aws_glacier_vault', '{"notification": [{"sns_topic": "x"}]}', 'data'))],
  ['resources of others', plan(resource('aws_sns_topic', '{"name": "aws_glacier_vault"}'))],
  [
    'a change that takes away',
    '{"format_version": "1.2", "resource_changes": [{"type": "aws_glacier_vault", "change": {"actions": ["delete"], "before": {"notification": [{"events": ["x"]}]}, "after": null}}]}',
  ],
  [
    'what only looks so',
    '{"planned_values": {"root_module": {"resources": [{"type": "aws_glacier_vault", "values": {"notification": [{"events": ["x"]}]}}]}}}',
  ],
  ['a plan that says nothing', '{"format_version": "1.2", "planned_values": {}, "values": "aws_glacier_vault"}'],
];

describe('a plan that Terraform printed', () => {
  it.each(wrong)('tells what is wrong in %s', (_what, sample) => {
    const { text, mistakes } = planted(sample);
    expect(lint(text).findings.map(({ rule, start, end }) => ({ rule, start, end }))).toEqual(mistakes);
  });

  it.each(silent)('says nothing of %s', (_what, text) => {
    expect(lint(text).findings).toEqual([]);
  });

  it('is judged and not fixed', () => {
    const { kind, findings } = lint(
      planted(plan(vault(`[{"events": ["archiveRetrievalCompleted"], "sns_topic": "${TOPIC}"}]`))).text,
    );
    expect(kind).toBe('terraform-plan');
    expect(findings.map(({ rule, fixes }) => [rule, fixes])).toEqual([['vault/event-name', []]]);
  });
});
