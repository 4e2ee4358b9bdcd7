/**
 * Text that VS Code's messages and prompts show as it stands. They turn `[text](command:…)` into a link that runs the
 * command, so text from AWS must not be able to hold one.
 */
export const withoutLinks = (text: string): string => text.replaceAll('](', '] (');

/** Text that VS Code's lists show as it stands: they turn `$(name)` into an icon. */
export const withoutIcons = (text: string): string => text.replaceAll('$(', '\\$(');
