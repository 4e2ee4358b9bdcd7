import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseRegion } from '../../src/core/model/regions.ts';
import {
  clearCounts,
  eventually,
  openLine,
  requestCounts,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { apply, closeAll, linterUnderTest, offeredAt, openText, ours, ruleOf, rulesBecome } from './lintedDocument.ts';
import { afterAll, afterEach, beforeEach, describe, it } from './testing.ts';

const WRONG = `{
  "SNSTopic": "arn:aws:sns:us-east-1:111122223333:vault-events",
  "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalComplete"]
}
`;
const REQUEST = JSON.stringify(
  {
    accountId: '-',
    vaultName: 'email-journal',
    vaultNotificationConfig: {
      SNSTopic: 'arn:aws:sns:us-east-1:111122223333:vault-events',
      Events: ['ArchiveRetrievalCompleted'],
    },
  },
  null,
  2,
);
const settings = () => vscode.workspace.getConfiguration('notificationExplorer');
const rules = { 'arn/emulator-account': 'off', 'vault/one-event': 'off' };

/** Types something at a place. */
async function edit({ uri }: vscode.TextDocument, at: vscode.Position, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.insert(uri, at, text);
  assert.equal(await vscode.workspace.applyEdit(change), true);
}

/** The titles above a document. */
async function lenses({ uri }: vscode.TextDocument): Promise<readonly string[]> {
  const found: readonly vscode.CodeLens[] = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  return found.map(({ command }) => command?.title ?? '');
}

/** What a hover at the first place of a text says. */
async function hover(document: vscode.TextDocument, text: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const found: readonly vscode.Hover[] = await vscode.commands.executeCommand(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  return found
    .flatMap(({ contents }) => contents)
    .map(one => (typeof one === 'string' ? one : one.value))
    .join('\n');
}

/** The labels that are offered inside the quotes after a text. */
async function completions(document: vscode.TextDocument, after: string): Promise<readonly string[]> {
  const at = document.positionAt(document.getText().indexOf(after) + after.length);
  const list: vscode.CompletionList = await vscode.commands.executeCommand(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('a document of ours', () => {
  beforeEach(async () => settings().update('lint.rules', rules, true));
  afterEach(async () => {
    await closeAll();
    await settings().update('lint.rules', undefined, true);
  });
  afterAll(resetEmulator);

  it('shows findings with their rule, which leads to a page that is served without network', async () => {
    const document = await openText('notificationconfig.json', WRONG);
    await rulesBecome(document, ['vault/event-name']);
    const [finding] = ours(document);
    assert.ok(typeof finding?.code === 'object');
    assert.equal(finding.code.target.toString(), 'awsn-rule:/vault/event-name.md');
    const page = await vscode.workspace.openTextDocument(finding.code.target);
    assert.match(page.getText(), /^# vault\/event-name\n/);
    const none = await vscode.workspace.openTextDocument(vscode.Uri.parse('awsn-rule:/vault/no-such-rule.md'));
    assert.match(none.getText(), /no rule vault\/no-such-rule/);
    const outside = await vscode.workspace.openTextDocument(vscode.Uri.parse('awsn-rule:/../../package.md'));
    assert.match(outside.getText(), /no rule/);
  });

  it('opens the page in the Markdown preview', async () => {
    await vscode.commands.executeCommand('notificationExplorer.explainRule', 'vault/event-name');
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputCustom);
      assert.equal(input.viewType, 'vscode.markdown.preview.editor');
    });
  });

  it('is judged while it is typed', async () => {
    const document = await openText('notificationconfig.json', WRONG);
    await rulesBecome(document, ['vault/event-name']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(WRONG.indexOf('Complete"') + 8), 'd');
    await vscode.workspace.applyEdit(edit);
    await rulesBecome(document, []);
    await vscode.commands.executeCommand('undo');
    await rulesBecome(document, ['vault/event-name']);
  });

  it('has nothing said of it any more once it is closed', async () => {
    const { uri } = await openText('notificationconfig.json', WRONG);
    const copy = vscode.Uri.joinPath(uri, '..', 'closed', 'notificationconfig.json');
    await vscode.workspace.fs.copy(uri, copy);
    const said = () => vscode.languages.getDiagnostics(copy).length;
    // Not through the API, which keeps what it opened for minutes.
    await vscode.commands.executeCommand('vscode.open', copy);
    await eventually(() => assert.equal(said(), 1));
    await closeAll();
    await eventually(() => assert.equal(said(), 0));
  });

  it('becomes one as soon as its text says so, and is none any more when it does not', async () => {
    const document = await openText('settings.json', '{ "a": 1 }');
    const { documents } = await linterUnderTest();
    assert.equal(documents.look(document).foreign, true);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), WRONG);
    await vscode.workspace.applyEdit(edit);
    await rulesBecome(document, ['vault/event-name']);
    await vscode.commands.executeCommand('undo');
    await rulesBecome(document, []);
  });

  it('is not looked at when linting is off, or the rule is', async () => {
    const document = await openText('notificationconfig.json', WRONG);
    await rulesBecome(document, ['vault/event-name']);
    await settings().update('lint.enabled', false, true);
    await rulesBecome(document, []);
    await settings().update('lint.enabled', undefined, true);
    await rulesBecome(document, ['vault/event-name']);
    await vscode.commands.executeCommand('notificationExplorer.turnRuleOff', 'vault/event-name');
    await rulesBecome(document, []);
    assert.deepEqual(settings().get('lint.rules'), { ...rules, 'vault/event-name': 'off' });
    await settings().update('lint.rules', { ...rules, 'vault/event-name': 'hint' }, true);
    await rulesBecome(document, ['vault/event-name']);
    assert.equal(ours(document)[0]?.severity, vscode.DiagnosticSeverity.Hint);
  });

  it('takes a comment that leaves a rule out, one above the other in one line', async () => {
    const document = await openText('notificationconfig.jsonc', WRONG.replace('111122223333', '11112222333'));
    await rulesBecome(document, ['arn/account', 'vault/event-name']);
    for (const rule of ['arn/account', 'vault/event-name']) {
      const finding = ours(document).find(one => ruleOf(one) === rule) ?? assert.fail();
      await apply((await offeredAt(document, finding.range)).find(({ title }) => title === `Ignore ${rule} here`));
      await eventually(() => assert.ok(!ours(document).some(one => ruleOf(one) === rule)));
    }
    assert.equal(document.getText().match(/notification-explorer-ignore/g)?.length, 2);
  });

  it('stays VS Code’s where VS Code speaks already: nothing is said twice', async () => {
    const document = await openText('notificationconfig.json', WRONG.replace('"]', '",]'));
    await rulesBecome(document, ['vault/event-name']);
    const theirs = await eventually(() => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(one => !ours(document).includes(one));
      assert.equal(found.length, 1);
      return found[0] ?? assert.fail();
    });
    const titles = (await offeredAt(document, theirs.range)).map(({ title }) => title);
    assert.ok(titles.includes('Explain document/syntax'), titles.join());
  });
});

describe('a file that configs stand in', () => {
  afterEach(closeAll);

  const hub = (region: string) =>
    `Resources:\n  Hub:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      Region: ${region}\n`;
  const files: readonly (readonly [name: string, languageId: string, wrong: string, right: string])[] = [
    [
      'main.tf',
      'terraform',
      'resource "aws_notifications_notification_hub" "eu" {\n  region = "eu-west-1"\n}\n',
      'resource "aws_notifications_notification_hub" "eu" {\n  notification_hub_region = "eu-west-1"\n}\n',
    ],
    ['hub.yaml', 'yaml', hub("'EU_West_1'"), hub("'eu-west-1'")],
    [
      'hub.template',
      'yaml',
      `AWSTemplateFormatVersion: "2010-09-09"\n${hub('EU_West_1')}`,
      `AWSTemplateFormatVersion: "2010-09-09"\n${hub('eu-west-1')}`,
    ],
    [
      'README.md',
      'markdown',
      '- Set:\n\n  ```json\n  {"notificationHubRegion": "EU_West_1"}\n  ```\n',
      '- Set:\n\n  ```json\n  {"notificationHubRegion": "eu-west-1"}\n  ```\n',
    ],
    [
      'guide.rst',
      'restructuredtext',
      'Set::\n\n  {"notificationHubRegion": "EU_West_1"}\n',
      'Set::\n\n  {"notificationHubRegion": "eu-west-1"}\n',
    ],
  ];

  for (const [name, languageId, wrong, right] of files) {
    it(`is judged where they stand, and its quick fix mends them: ${name}`, async () => {
      const document = await openText(name, wrong);
      assert.equal(document.languageId, languageId);
      const finding = await eventually(() => ours(document)[0] ?? assert.fail('nothing is said yet'));
      await apply((await offeredAt(document, finding.range))[0]);
      assert.equal(document.getText(), right);
      await rulesBecome(document, []);
    });
  }
});

describe('other people’s documents', () => {
  afterEach(closeAll);

  it('of ten megabytes cost one search, and no more while they are typed in', async () => {
    const row = `{"name": "${'x'.repeat(80)}", "at": 12345},\n`;
    const document = await openText('large.json', `[\n${row.repeat(100_000)}{}]\n`);
    const { documents } = await linterUnderTest();
    const first = documents.look(document);
    assert.equal(first.foreign, true);
    assert.ok(first.took < 500, `${first.took} ms`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal(documents.look(document).took, first.took, 'it was not searched again');
    assert.deepEqual(ours(document), []);
  }, 60_000);

  it('are left alone in every language', async () => {
    const texts = {
      'a.json': '{"a": [1,]}',
      'b.sh': 'echo hello',
      'c.md': '# hello',
      Makefile: 'all:\n\techo hello\n',
    };
    for (const [name, text] of Object.entries(texts)) {
      const document = await openText(name, text);
      assert.deepEqual(await lenses(document), []);
      assert.deepEqual(ours(document), []);
    }
    assert.equal((await linterUnderTest()).status.text, undefined);
  });
});

describe('the account and Region of a document', () => {
  beforeEach(async () => settings().update('lint.rules', rules, true));
  afterEach(async () => {
    await closeAll();
    await settings().update('lint.rules', undefined, true);
    await resetEmulator();
  });

  it('are asked for, shown, kept, feed the rules, and are taken away again', async () => {
    const document = await openText('tapes.vault-notifications.json', REQUEST);
    const { status, targets } = await linterUnderTest();
    await eventually(() => assert.equal(status.text, '$(bell) Account / Region'));
    assert.deepEqual(await lenses(document), [
      'Set on vault email-journal…',
      'Open in form',
      'Compare with AWS',
      'Check delivery',
      'Account / Region…',
    ]);
    const uri = document.uri.toString();
    await runScripted('chooseTarget', uri, [{ pick: 'Emulator 444455556666' }, { pick: 'eu-west-1' }]);
    await eventually(() => assert.equal(status.text, '$(bell) Emulator 444455556666 · eu-west-1'));
    assert.equal((await lenses(document)).at(-1), 'Account / Region: Emulator 444455556666 · eu-west-1');
    await rulesBecome(document, ['vault/topic-region', 'vault/topic-account']);
    await runScripted('chooseTarget', undefined, [{ pick: 'No account' }, { pick: 'No Region' }]);
    assert.equal(targets.get(document.uri), undefined);
    await rulesBecome(document, []);
  });

  it('are where live values come from, and nothing is asked of AWS before they are chosen', async () => {
    await clearCounts();
    const text = REQUEST.replace('arn:aws:sns:us-east-1:111122223333:vault-events', '');
    const document = await openText('tapes.vault-notifications.json', text);
    await eventually(async () => assert.ok((await completions(document, '"vaultName": "')).length >= 0));
    assert.deepEqual(await requestCounts(), {});
    await (await linterUnderTest()).targets.set(document.uri, {
      source: { kind: 'emulator', accountId: '111122223333' },
      accountId: '111122223333',
      region: parseRegion('us-east-1') ?? null,
    });
    const topics = await completions(document, '"SNSTopic": "');
    assert.ok(topics.includes('vault-events'), topics.join());
    const vaults = await completions(document, '"vaultName": "');
    assert.ok(vaults.includes('email-journal'), vaults.join());
    await completions(document, '"SNSTopic": "');
    // The tree may have listed them just before.
    assert.ok(((await requestCounts())['sns.ListTopics'] ?? 0) <= 1);
  });

  it('preselect, and a person still confirms', async () => {
    const document = await openText('tapes.vault-notifications.json', REQUEST);
    const uri = document.uri.toString();
    await runScripted('chooseTarget', uri, [{ pick: 'Emulator 111122223333' }, { pick: 'us-east-1' }]);
    const refused = await runScripted('setFromDocument', uri, [], false);
    assert.equal(refused.confirmed.length, 1);
    assert.match(refused.confirmed[0]?.detail ?? '', /email-journal/);
    assert.deepEqual(await writesCounted(), []);
    await runScripted('setFromDocument', uri);
    assert.deepEqual(await writesCounted(), ['glacier.SetVaultNotifications']);
    await runScripted('compareWithLive', uri);
    const original = await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.equal(input.modified.toString(), uri);
      assert.equal(input.original.scheme, 'awsn-answer');
      return input.original.toString();
    });
    const live = vscode.workspace.textDocuments.find(one => one.uri.toString() === original);
    assert.deepEqual(JSON.parse(live?.getText() ?? ''), JSON.parse(REQUEST));
  });

  it('say where a document is checked to lead, at its value, until that is edited', async () => {
    const document = await openText('tapes.vault-notifications.json', REQUEST.replace('vault-events', 'no-such-topic'));
    const uri = document.uri.toString();
    await runScripted('chooseTarget', uri, [{ pick: 'Emulator 111122223333' }, { pick: 'us-east-1' }]);
    const told = await runScripted('checkDocument', uri);
    assert.match(
      told.told[0]?.text ?? '',
      /^Checked delivery for email-journal \(.* · us-east-1\)\. In the Problems panel: 1\.$/,
    );
    assert.deepEqual(await writesCounted(), []);
    // The linter may hold the topic to a list that was read before: that is its own finding.
    const found = () => ours(document).filter(one => ruleOf(one) === 'vault/topic-missing');
    const marked = () => found().map(one => document.getText(one.range));
    const topic = '"arn:aws:sns:us-east-1:111122223333:no-such-topic"';
    await eventually(() => assert.deepEqual(marked(), [topic]));
    await edit(document, document.positionAt(0), '\n\n');
    assert.deepEqual(marked(), [topic]);
    await edit(document, document.positionAt(document.getText().indexOf('no-such-topic')), 'x');
    await eventually(() => assert.deepEqual(marked(), []));
  });

  it('are asked for where none were chosen, and so is the vault of a body', async () => {
    const document = await openText('notificationconfig.json', WRONG.replace('Complete"', 'Completed"'));
    const acts = [{ pick: 'Emulator 111122223333' }, { pick: 'us-east-1' }, { pick: 'hr-records' }];
    await runScripted('setFromDocument', document.uri.toString(), acts);
    assert.deepEqual(await writesCounted(), ['glacier.SetVaultNotifications']);
    const nothing = await runScripted('compareWithLive', document.uri.toString(), [
      { pick: 'Emulator 111122223333' },
      { pick: 'us-east-1' },
      { pick: 'legal-hold' },
    ]);
    assert.deepEqual(nothing.told, []);
  });

  it('tell of hubs that other documents ask for, for the same account', async () => {
    const { targets } = await linterUnderTest();
    const source = { kind: 'emulator', accountId: '444455556666' } as const;
    const target = { source, accountId: '444455556666', region: null };
    const documents: vscode.TextDocument[] = [];
    for (const region of ['us-east-1', 'eu-west-1', 'eu-west-2', 'eu-west-3']) {
      const text = JSON.stringify({ notificationHubRegion: region });
      const document = await openText(`${region}.notification-hub.json`, text);
      await targets.set(document.uri, target);
      documents.push(document);
    }
    const last = documents.at(-1) ?? assert.fail();
    await rulesBecome(last, ['hub/too-many']);
    await targets.set(documents[0]?.uri ?? assert.fail(), { ...target, accountId: '111122223333' });
    await rulesBecome(last, []);
    for (const { uri } of documents) await targets.set(uri, undefined);
  });

  it('are those of the resource for a live document, which is judged like any other', async () => {
    const vault = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults', 'db-snapshots-orders');
    await runScripted('openLive', vault.path);
    const document = vscode.window.activeTextEditor?.document ?? assert.fail();
    const { status } = await linterUnderTest();
    await eventually(() => assert.equal(status.text, '$(bell) Emulator 111122223333 · us-east-1'));
    assert.deepEqual(await lenses(document), ['Apply (save)…', 'Open in form', 'Compare with AWS', 'Check delivery']);
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, whole, WRONG.replace('us-east-1', 'eu-west-1'));
    await vscode.workspace.applyEdit(edit);
    await rulesBecome(document, ['vault/topic-region', 'vault/event-name']);
    assert.match((await runScripted('chooseTarget', undefined)).told[0]?.text ?? '', /live document/);
  });

  it('cannot be used with what is no config yet', async () => {
    const broken = await openText('tapes.vault-notifications.json', '{');
    const told = await runScripted('setFromDocument', broken.uri.toString());
    assert.match(told.told[0]?.text ?? '', /not valid JSON/);
    const other = await openText('package.json', '{}');
    assert.match((await runScripted('compareWithLive', other.uri.toString())).told[0]?.text ?? '', /not the config/);
  });
});

describe('what is in a document', () => {
  afterEach(closeAll);

  it('is explained: ARNs, Regions and AWS’s fixed words, each once', async () => {
    const document = await openText('body.json', WRONG);
    const arn = await hover(document, 'arn:aws:sns');
    assert.match(arn, /\*\*Partition\*\*: .*standard/);
    assert.match(arn, /\*\*Account\*\*: 111122223333/);
    assert.match(arn, /vault\\?-events/);
    assert.match(await hover(document, 'ArchiveRetrievalCompleted'), /archive can be downloaded/);
    const named = await openText('notificationconfig.json', WRONG);
    assert.equal((await hover(named, 'ArchiveRetrievalCompleted')).match(/archive can be downloaded/g)?.length, 1);
    const hub = await openText('eu.notification-hub.json', '{"notificationHubRegion": "eu-west-1"}');
    assert.match(await hover(hub, 'eu-west-1'), /Vaults/);
  });

  it('is explained in a script too', async () => {
    const text = `aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-config '${JSON.stringify(JSON.parse(WRONG))}'\n`;
    const document = await openText('set.sh', text);
    await eventually(() => assert.ok(ours(document).some(one => ruleOf(one) === 'vault/event-name')));
    assert.match(await hover(document, 'arn:aws:sns'), /\*\*Region\*\*: us/);
  });

  it('is completed once: by the schema where a file’s name has one, by us elsewhere', async () => {
    const empty = '{"SNSTopic": "arn:aws:sns:us-east-1:111122223333:t", "Events": [""]}';
    for (const name of ['notificationconfig.json', 'body.json']) {
      const document = await openText(name, empty);
      const events = await eventually(async () => {
        const found = await completions(document, '"Events": ["');
        assert.ok(
          found.some(label => label.includes('ArchiveRetrievalCompleted')),
          found.join(),
        );
        return found;
      });
      assert.equal(events.filter(label => label.includes('ArchiveRetrievalCompleted')).length, 1, name);
    }
    const hub = await openText('eu.notification-hub.json', '{"notificationHubRegion": ""}');
    const regions = await completions(hub, '"notificationHubRegion": "');
    assert.ok(regions.includes('eu-west-1') && regions.includes('ap-southeast-2'), regions.join());
  });

  it('is never objected to by a schema', async () => {
    const document = await openText('a.push-registration.json', '{"InstanceId": 7, "DeviceType": "FCM", "other": []}');
    await eventually(() => assert.ok(ours(document).length > 2));
    await new Promise(resolve => setTimeout(resolve, 1_000));
    const theirs = vscode.languages.getDiagnostics(document.uri).filter(one => !ours(document).includes(one));
    assert.deepEqual(
      theirs.map(({ message }) => message),
      [],
    );
  });
});
