import { window } from 'vscode';
import { isObject } from '../../core/model/answer.ts';
import type { JsonObject } from '../../core/model/json.ts';

/** The JSON object in the editor in front; undefined where there is none. */
export function documentInFront(): { readonly name: string; readonly body: JsonObject } | undefined {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !document.uri.path.endsWith('.json')) return undefined;
  try {
    const value: unknown = JSON.parse(document.getText());
    if (!isObject(value)) return undefined;
    return { name: document.uri.path.split('/').at(-1) ?? '', body: value as JsonObject };
  } catch {
    return undefined;
  }
}
