import { describe, expect, it } from 'vitest';
import { mayConcern } from './lintedLanguages.ts';

const concerns = (text: string): boolean =>
  mayConcern({ languageId: 'shellscript', uri: { scheme: 'file' }, fileName: '/a/deploy.sh', getText: () => text });

describe('a script in the editor', () => {
  it.each([
    'aws notifications create-event-rule --source aws.s3 --region eu-west-1',
    'aws notifications \\\n  list-notification-hubs --region eu-west-1',
    'aws glacier delete-vault-notifications --vault-name tapes',
    'aws glacier initiate-vault-lock --vault-name tapes',
    'aws pinpoint get-event-stream',
    'aws connect delete-push-notification-registration',
  ])('may concern us where it calls %j', text => {
    expect(concerns(text)).toBe(true);
  });

  it.each(['aws sns publish --message "notifications are sent-out"', 'aws s3 ls'])('is left alone: %j', text => {
    expect(concerns(text)).toBe(false);
  });
});
