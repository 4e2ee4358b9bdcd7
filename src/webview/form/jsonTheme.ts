import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': {
    color: 'var(--vscode-editor-foreground)',
    backgroundColor: 'var(--vscode-editor-background)',
    fontSize: 'var(--vscode-editor-font-size, 13px)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--vscode-editor-font-family, monospace)', lineHeight: '1.45', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--vscode-editorCursor-foreground)', padding: '6px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--vscode-editorCursor-foreground)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: 'var(--vscode-editor-selectionBackground)' },
  '.cm-gutters': {
    // Line numbers of some themes are too faint to be read by everyone.
    color: 'var(--vscode-descriptionForeground)',
    backgroundColor: 'var(--vscode-editorGutter-background, var(--vscode-editor-background))',
    border: 'none',
  },
  '.cm-activeLineGutter': { color: 'var(--vscode-editorLineNumber-activeForeground)', backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--vscode-editorBracketMatch-background)',
    outline: '1px solid var(--vscode-editorBracketMatch-border)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0', textDecoration: 'underline wavy from-font' },
  '.cm-lintRange-error': { textDecorationColor: 'var(--vscode-editorError-foreground)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--vscode-editorWarning-foreground)' },
  '.cm-lintRange-info, .cm-lintRange-hint': { textDecorationColor: 'var(--vscode-editorInfo-foreground)' },
  // The editor's own marks are images, which the page's policy does not load.
  '.cm-lint-marker': { width: '8px', height: '8px', margin: '0.45em 0 0 4px', borderRadius: '50%' },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--vscode-editorError-foreground)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--vscode-editorWarning-foreground)' },
  '.cm-lint-marker-info': { content: 'normal', backgroundColor: 'var(--vscode-editorInfo-foreground)' },
  '.cm-lint-marker-hint': { content: 'normal', backgroundColor: 'var(--vscode-editorInfo-foreground)' },
  '.cm-tooltip': {
    color: 'var(--vscode-editorHoverWidget-foreground)',
    backgroundColor: 'var(--vscode-editorHoverWidget-background)',
    border: '1px solid var(--vscode-editorHoverWidget-border)',
  },
  '.cm-panels': {
    color: 'var(--vscode-foreground)',
    backgroundColor: 'var(--vscode-editorWidget-background)',
    borderColor: 'var(--vscode-editorWidget-border)',
  },
  '.cm-panel.cm-panel-lint ul [aria-selected]': {
    color: 'var(--vscode-list-inactiveSelectionForeground, inherit)',
    backgroundColor: 'var(--vscode-list-inactiveSelectionBackground)',
  },
  '.cm-diagnostic': { borderLeftWidth: '3px', padding: '4px 8px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--vscode-editorError-foreground)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--vscode-editorWarning-foreground)' },
  '.cm-diagnostic-info, .cm-diagnostic-hint': { borderLeftColor: 'var(--vscode-editorInfo-foreground)' },
  '.cm-diagnosticAction': {
    color: 'var(--vscode-button-foreground)',
    backgroundColor: 'var(--vscode-button-background)',
    font: 'inherit',
    border: '1px solid var(--vscode-button-border, transparent)',
    borderRadius: '2px',
  },
});

/** VS Code tells a page no colours of tokens. These are the ones its own symbols and debugger have. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--vscode-debugTokenExpression-name)' },
  { tag: tags.string, color: 'var(--vscode-debugTokenExpression-string)' },
  { tag: tags.number, color: 'var(--vscode-debugTokenExpression-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--vscode-debugTokenExpression-boolean)' },
]);

/** The editor in VS Code's own colours, whatever the theme. */
export const jsonTheme: Extension = [look, syntaxHighlighting(colours)];
