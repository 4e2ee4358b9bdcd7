import type { Translate } from '../core/model/translate.ts';
import type { ReportVerdict } from '../core/preflight/report.ts';

/** A verdict as people read it. */
export function verdictWord(verdict: ReportVerdict, t: Translate): string {
  switch (verdict) {
    case 'ok':
      return t('ok');
    case 'broken':
      return t('broken');
    case 'warning':
      return t('warning');
    case 'unproven':
      return t('unproven');
    case 'not-checked':
      return t('not checked');
    case 'none':
      return t('not set');
    default:
      return verdict satisfies never;
  }
}
