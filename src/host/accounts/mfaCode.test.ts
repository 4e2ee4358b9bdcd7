import { describe, expect, it } from 'vitest';
import { ScriptedPrompter } from '../../../test/support/scriptedPrompter.ts';
import { english } from '../../core/model/translate.ts';
import { askMfaCode } from './mfaCode.ts';

describe('the MFA code', () => {
  it('is asked until it has six digits, where nobody can read along', async () => {
    const person = new ScriptedPrompter([{ type: '12' }, { type: ' 123456 ' }]);
    expect(await askMfaCode({ t: english, prompter: person }, 'arn:mfa', 'prod')).toBe('123456');
    expect(person.asked[0]?.offered).toEqual(['(secret)']);
    expect(person.faults).toEqual(['The code has six digits.']);
  });

  it('is refused with a cancellation when the person gives up', async () => {
    const person = new ScriptedPrompter(['stop']);
    await expect(askMfaCode({ t: english, prompter: person }, 'arn:mfa', 'prod')).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
