/** How grave a finding is. An error stops a change. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The severities, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The text as a severity, or undefined where it is none. */
export function parseSeverity(text: string): Severity | undefined {
  return SEVERITIES.find(severity => severity === text);
}

/** What a lint rule or a live check says, as data; `messages/` puts it into words. */
export interface Finding {
  /** The rule's published id, such as `hub/last`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where in the request, as JSON pointer; empty for the whole. */
  readonly pointer: string;
  /** What the words need. */
  readonly data: Readonly<Record<string, string>>;
}

/** A finding about a request as a whole. */
export function finding(rule: string, severity: Severity, data: Finding['data'] = {}, pointer = ''): Finding {
  return { rule, severity, pointer, data };
}

/** A member's name as a step of a JSON pointer. */
export const pointerStep = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
