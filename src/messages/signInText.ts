import type { Translate } from '../core/model/translate.ts';

/** How a sign-in stands, as far as its words go. */
export interface SignInFacts {
  readonly state: 'none' | 'good' | 'ending' | 'over';
  /** Milliseconds since 1970; null where it is renewed by itself. */
  readonly endsAt: number | null;
}

const clockText = (time: number): string =>
  new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

/** How a sign-in stands, in a few words. */
export function signInWords({ state, endsAt }: SignInFacts, t: Translate): string {
  switch (state) {
    case 'none':
      return t('not signed in');
    case 'over':
      return t('sign-in has ended');
    case 'ending':
      return t('sign-in ends at {0}', clockText(endsAt ?? 0));
    case 'good':
      return endsAt === null ? t('signed in') : t('signed in until {0}', clockText(endsAt));
    default:
      return state satisfies never;
  }
}
