import { offeredWrites } from '../../../src/core/kinds/table.ts';
import type { WriteOperation } from '../../../src/core/model/operations.ts';
import { english } from '../../../src/core/model/translate.ts';
import { fieldTitle } from '../../../src/messages/fieldText.ts';
import { pageWords } from '../../../src/messages/formText.ts';
import type { FromPage } from '../../../src/shared/form/fromPage.ts';
import type { FindingView } from '../../../src/shared/form/pieces.ts';
import type { ReviewView, ToPage } from '../../../src/shared/form/toPage.ts';
import type { ServedForm } from './servedForm.ts';

type Show = Extract<ToPage, { kind: 'show' }>;

/** The topics that the host offers. */
export const topics = ['backups', 'done', 'archive-restores'].map(name => `arn:aws:sns:eu-west-1:111122223333:${name}`);

/** The form of an operation as the table has it, with a text of the test's own. */
export function showOf(operation: WriteOperation, text: string, version = 1): Show {
  const write = offeredWrites.find(one => one.name === operation);
  if (write === undefined) throw new Error(`not offered: ${operation}`);
  return {
    kind: 'show',
    fresh: false,
    words: pageWords(english),
    saved: {
      format: 1,
      operation,
      source: { kind: 'profile', name: 'backup' },
      accountId: '111122223333',
      region: 'eu-west-1',
      target: 'tapes',
    },
    form: {
      operation,
      title: write.title(english),
      help: 'Says which completed jobs of the vault are published, and to which topic. It replaces what was set before.',
      place: { account: 'backup (111122223333)', region: 'eu-west-1', target: 'Vault tapes' },
      fields: write.fields.map(field => ({
        path: [...field.path],
        label: fieldTitle(field, english),
        help: field.help(english),
        input: field.input,
        required: field.required,
        options: [...(field.options ?? [])],
        live: field.live !== undefined,
      })),
      secretMembers: ['DeviceToken'],
      text,
      version,
    },
  };
}

export const vaultText = `{
  "accountId": "-",
  "vaultName": "tapes", // the old ones
  "vaultNotificationConfig": {
    "SNSTopic": "",
    "Events": []
  }
}
`;

export const registrationText = `{
  "InstanceId": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  "ContactConfiguration": {
    "ParticipantRole": "CUSTOMER"
  }
}
`;

const MISSING = /"SNSTopic": (?<value>"")/d;

/** What the linter would say, made simple: a text that is no JSON, a topic that is missing, and one in another Region. */
export function findingsOf(text: string): FindingView[] {
  const missing = MISSING.exec(text)?.indices?.groups?.value;
  const elsewhere = /us-east-1/d.exec(text)?.indices?.[0];
  const field = ['vaultNotificationConfig', 'SNSTopic'];
  const found: FindingView[] = [];
  if (missing !== undefined) {
    const [start, end] = missing;
    found.push({ rule: '', severity: 'error', message: 'SNSTopic is needed.', start, end, field, fixes: [] });
  }
  if (elsewhere !== undefined) {
    const [start, end] = elsewhere;
    found.push({
      rule: 'vault/region-mismatch',
      severity: 'warning',
      message: 'The topic is in us-east-1, the vault in eu-west-1: nothing will be published.',
      start,
      end,
      field,
      fixes: [{ title: 'Change to eu-west-1', edits: [{ start, end, text: 'eu-west-1' }] }],
    });
  }
  return found;
}

/** The review of a change that replaces what is set. */
export const review: ReviewView = {
  id: 'review-1',
  where: ['backup (111122223333)', 'eu-west-1', 'vault tapes'],
  action: 'replace',
  differences: [
    { path: 'SNSTopic', before: topics[0] ?? '', after: topics[1] ?? '' },
    { path: 'Events', before: null, after: '["ArchiveRetrievalCompleted"]' },
  ],
  findings: [{ rule: 'vault/replaces', severity: 'warning', message: `This replaces ${topics[0]}.` }],
  lastSet: 'by arn:aws:iam::111122223333:user/ops on 3 May 2026',
  noUndo: '',
  command: `aws glacier set-vault-notifications --account-id - --vault-name tapes --region eu-west-1 --vault-notification-config '{"SNSTopic":"${topics[1]}","Events":["ArchiveRetrievalCompleted"]}'`,
};

/** How the change ended well. */
export const done: ToPage = {
  kind: 'outcome',
  tone: 'information',
  text: 'Set. Read back from AWS: it is so now.',
  done: true,
  conflict: null,
  steps: [
    { id: 'show', label: 'Show in the Tree', primary: false },
    { id: 'undo', label: 'Undo', primary: false },
  ],
};

/** Someone else was faster. */
export const conflict: ToPage = {
  kind: 'outcome',
  tone: 'warning',
  text: 'Not changed: it is no longer what it was when you reviewed.',
  done: false,
  conflict: {
    planned: `{\n  "SNSTopic": "${topics[0]}"\n}`,
    found: `{\n  "SNSTopic": "${topics[2]}"\n}`,
    wanted: `{\n  "SNSTopic": "${topics[1]}"\n}`,
  },
  steps: [{ id: 'again', label: 'Review Again', primary: true }],
};

/** A notice that stays. */
export const notices: ToPage = {
  kind: 'notices',
  notices: [
    {
      id: 'other-form',
      tone: 'warning',
      text: 'Another form changed this vault a moment ago.',
      steps: [{ id: 'reload', label: 'Take Over What Is Set', primary: false }],
    },
  ],
};

/** A host that shows one form and answers as the real one does, well and at once. */
export function hostOf(show: Show): (message: FromPage, form: ServedForm) => Promise<void> {
  return async (message, form) => {
    for (const answer of answersTo(message, show)) await form.say(answer);
  };
}

function answersTo(message: FromPage, show: Show): readonly ToPage[] {
  switch (message.kind) {
    case 'ready': {
      const { text, version } = show.form;
      return [show, { kind: 'judged', version, findings: findingsOf(text), offer: null }];
    }
    case 'edited':
      return [{ kind: 'judged', version: message.version, findings: findingsOf(message.text), offer: null }];
    case 'choose': {
      const { query, typed } = message;
      const options = topics
        .filter(value => value.includes(typed))
        .map(value => ({ value, label: value.split(':').at(-1) ?? '', description: value, unfit: false }));
      return [
        { kind: 'choices', query, options: options.slice(0, 1), done: false, error: null },
        { kind: 'choices', query, options: options.slice(1), done: true, error: null },
      ];
    }
    case 'review':
      return [{ kind: 'reviewed', version: message.version, review, message: '', tone: 'information', steps: [] }];
    case 'apply':
      return [{ kind: 'progress', text: 'Writing to AWS…' }, { kind: 'progress', text: null }, done];
    default:
      return [];
  }
}
