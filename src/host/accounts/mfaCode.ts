import { AccessError } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { HostServices } from '../services.ts';

/** Asks for the code of an MFA device. Rejects with an AccessError `cancelled` where none is given. */
export async function askMfaCode(
  { t, prompter }: Pick<HostServices, 't' | 'prompter'>,
  serial: string,
  profile: string,
): Promise<string> {
  const reply = await prompter.text({
    title: t('MFA code for profile {0}', plainText(profile)),
    step: 1,
    steps: 1,
    prompt: t('Six digits from the device {0}. Sent to AWS and not stored.', plainText(serial)),
    text: '',
    secret: true,
    fault: async text => (/^\d{6}$/.test(text.trim()) ? undefined : t('The code has six digits.')),
  });
  if (reply.kind === 'answer') return reply.value.trim();
  throw new AccessError('cancelled', 'No MFA code was given.');
}
