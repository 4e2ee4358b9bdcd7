/** One `[section]` of a shared config file. */
export interface IniSection {
  /** All that stands between the brackets, trimmed: `profile "a b"`, `default`, `sso-session corp`. */
  readonly header: string;
  /** The line of the header, counted from 1. */
  readonly line: number;
  /** Settings; one nested below another is named `outer.inner`, such as `glacier.endpoint_url`. */
  readonly settings: ReadonlyMap<string, string>;
}

/** A file's sections in order (a header that comes twice gives two), and the lines that could not be read. */
export interface IniFile {
  readonly sections: readonly IniSection[];
  /** Line numbers, counted from 1. */
  readonly badLines: readonly number[];
}

interface OpenSection {
  readonly header: string;
  readonly line: number;
  readonly settings: Map<string, string>;
  /** The setting that nested ones belong to, once its own value was found to be empty. */
  outer: string | undefined;
}

const withoutComment = (line: string): string => line.split(/(?:^|\s)[;#]/, 1)[0] ?? '';

function readSetting(section: OpenSection, line: string, indented: boolean): boolean {
  const at = line.indexOf('=');
  if (at <= 0) return false;
  const name = line.slice(0, at).trim();
  const value = line.slice(at + 1).trim();
  if (!indented) section.outer = undefined;
  if (section.outer !== undefined) section.settings.set(`${section.outer}.${name}`, value);
  else if (value === '') section.outer = name;
  else section.settings.set(name, value);
  return true;
}

/**
 * Reads the form of AWS's config and credentials files: sections, `name = value`, comments that start a line or
 * follow a space, and settings nested by indentation under one without a value.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function parseIni(text: string): IniFile {
  const sections: OpenSection[] = [];
  const badLines: number[] = [];
  let current: OpenSection | undefined;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const line = withoutComment(raw).trim();
      if (line === '') return;
      if (line.startsWith('[')) {
        const header = line.endsWith(']') ? line.slice(1, -1).trim() : '';
        if (header === '') badLines.push(index + 1);
        // A broken header opens a section of its own, so that its settings do not fall to the one before.
        current = { header, line: index + 1, settings: new Map(), outer: undefined };
        sections.push(current);
        return;
      }
      if (current === undefined || !readSetting(current, line, /^\s/.test(raw))) badLines.push(index + 1);
    });
  return { sections: sections.filter(section => section.header !== ''), badLines };
}
