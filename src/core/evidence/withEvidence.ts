import { amiss } from '../model/check.ts';
import type { Conclusion } from '../model/evidence.ts';
import { type ChainStep, type Evidence, type Report, verdictOf } from '../preflight/report.ts';

/** A report with its evidence: what was unproven is settled, and what was seen to fail stands in the chain. */
export function withEvidence(
  report: Report,
  found: readonly (Evidence & Pick<Conclusion, 'settles'>)[],
): Report & Required<Pick<Report, 'evidence'>> {
  let steps = report.steps;
  for (const one of found) {
    if (one.verdict !== 'ok' && one.verdict !== 'broken' && one.verdict !== 'warning') continue;
    const isSettled = ({ rule, verdict }: ChainStep): boolean =>
      verdict === 'unproven' && one.settles?.includes(rule) === true;
    if (steps.some(isSettled)) steps = steps.map(step => (isSettled(step) ? settled(step, one) : step));
    else if (one.verdict !== 'ok') steps = [...steps, asStep(one, one.verdict)];
  }
  const verdict = report.verdict === 'none' ? report.verdict : verdictOf(steps);
  const evidence = found.map(({ settles: _, ...one }) => one);
  return { ...report, verdict, steps, evidence };
}

/** A link whose verdict rests on evidence: its words are those of the evidence, its remedy stays its own. */
function settled(step: ChainStep, { rule, verdict, data, read }: Evidence): ChainStep {
  return {
    ...step,
    verdict: verdict ?? step.verdict,
    data: { ...step.data, ...data, proof: rule },
    read: [...new Set([...step.read, ...read])],
    remedy: verdict === 'ok' ? null : step.remedy,
  };
}

const asStep = ({ rule, data, read }: Evidence, verdict: 'broken' | 'warning'): ChainStep => ({
  ...{ rule, read, needs: null, error: null },
  ...amiss(verdict, data),
});
