/** One `[section]` of a shared config file. */
export interface IniSection {
  /** All that stands between the brackets: `profile "a b"`, `default`, `sso-session corp`. */
  readonly header: string;
  /** The line of the header, counted from 1. */
  readonly line: number;
  /** Settings by name in lower case; one nested below another is named `outer.inner`, such as `glacier.endpoint_url`. */
  readonly settings: ReadonlyMap<string, string>;
  /** What is wrong in it. What it says cannot be relied on then: the setting that was meant may be missing. */
  readonly faults: readonly IniFault[];
}

/** Something that was written and cannot have been meant so. */
export interface IniFault {
  /**
   * `unreadable`: no setting and no header. `repeated`: a setting that the section has already. `indented`: a setting or
   * header that is indented, and so part of the value above it.
   */
  readonly kind: 'unreadable' | 'repeated' | 'indented';
  /** Counted from 1. */
  readonly line: number;
}

/** What a file says. */
export interface IniFile {
  /** In order; a header that comes twice gives two. */
  readonly sections: readonly IniSection[];
  /**
   * Faults before the first header, in and below a broken one, or in `[DEFAULT]`. Any section may have been meant, one
   * that is not there included, so that none can be relied on.
   */
  readonly strays: readonly IniFault[];
  /** True where the text starts with a byte order mark, which is skipped. */
  readonly hasByteOrderMark: boolean;
}

/**
 * What Python, in which AWS's tools are written, takes for blank around names and values: what JavaScript does, and the
 * separators of ASCII and the line break of ISO 6429 too.
 */
const BLANKS = String.raw`\s\x1c-\x1f\x85`;
const BLANK = new RegExp(`[${BLANKS}]`);
const NO_BLANK = new RegExp(`[^${BLANKS}]`);

function strippedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function strippedStart(text: string): string {
  const start = text.search(NO_BLANK);
  return start === -1 ? '' : text.slice(start);
}

interface Line {
  readonly text: string;
  readonly line: number;
}

interface OpenSection {
  readonly header: string;
  readonly line: number;
  /** The lines of each value by the setting's name: the first, and those indented below it. */
  readonly values: Map<string, Line[]>;
  readonly faults: IniFault[];
}

/** What looks like a setting or a header of its own. */
const OWN_LINE = /^(\[.*\]$|[a-z][\w.-]*\s*[=:])/i;

/** What was to be a header and lost a bracket or both: a line without a delimiter that has one left, or begins as headers do. */
const BROKEN_HEADER = /^[^=:]*\]$|^(profile|sso-session|services)\s[^=:]*$/;

/** The section whose settings hold for all others. */
const FOR_ALL = 'DEFAULT';

/** Where a header's bracket closes; below 2 where it does not or holds nothing, undefined where the line is no header. */
function endOfHeader(text: string): number | undefined {
  if (text.startsWith('[')) return text.lastIndexOf(']');
  return BROKEN_HEADER.test(text) ? -1 : undefined;
}

/** Opens a setting, and gives the lines of its value; undefined where the line is none. */
function openSetting({ values, faults }: OpenSection, { text, line }: Line): Line[] | undefined {
  const at = text.search(/[=:]/);
  const name = strippedEnd(text.slice(0, Math.max(at, 0))).toLowerCase();
  // A name with a blank is none that anyone reads: `endpoint_url http://…` has lost its equals sign.
  if (name === '' || BLANK.test(name)) faults.push({ kind: 'unreadable', line });
  if (name === '') return undefined;
  if (values.has(name)) faults.push({ kind: 'repeated', line });
  const value = [{ text: strippedStart(text.slice(at + 1)), line }];
  values.set(name, value);
  return value;
}

/** What ends a line for Python where it reads nested settings, besides the line ends of files. */
const LINE_ENDS = String.raw`\v\f\x1c-\x1e\x85\u2028\u2029`;
const OTHER_LINE_END = new RegExp(`[${LINE_ENDS}]`);

const piecesOf = ({ text, line }: Line): readonly Line[] =>
  text
    .split(OTHER_LINE_END)
    .map(piece => ({ text: strippedEnd(strippedStart(piece)), line }))
    .filter(piece => piece.text !== '');

/** Closes a section: joins values of several lines, and reads those that hold nested settings. */
function closed({ header, line: at, values, faults }: OpenSection): IniSection {
  const settings = new Map<string, string>();
  const nested = new Map<string, string>();
  const found = [...faults];
  for (const [name, [first, ...below]] of values) {
    const further = below.filter(({ text }) => text !== '');
    settings.set(name, strippedEnd([first, ...below].map(line => line?.text ?? '').join('\n')));
    const isNested = first?.text === '';
    for (const { text, line } of isNested ? further.flatMap(piecesOf) : further) {
      const equals = text.indexOf('=');
      if (isNested && equals === -1) found.push({ kind: 'unreadable', line });
      else if (isNested) {
        const inner = strippedEnd(text.slice(0, equals)).toLowerCase();
        nested.set(`${name}.${inner}`, strippedStart(text.slice(equals + 1)));
      } else if (OWN_LINE.test(text)) found.push({ kind: 'indented', line });
    }
  }
  // What is nested stands before the same on one line, which AWS's tools pass over.
  return { header, line: at, settings: new Map([...settings, ...nested]), faults: found };
}

/**
 * Reads the form of AWS's config and credentials files as AWS's own tools do: sections, `name = value` or
 * `name: value`, comments on lines of their own, values that go on in lines indented below them, and settings nested so
 * under one without a value. What stands behind a header's bracket is passed over; a `[DEFAULT]` speaks for all.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function parseIni(text: string): IniFile {
  const sections: OpenSection[] = [];
  const strays: IniFault[] = [];
  let section: OpenSection | undefined;
  let value: Line[] | undefined;
  let indentation = 0;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const one = { text: strippedEnd(strippedStart(raw)), line: index + 1 };
    if (one.text === '') value?.push(one);
    if (/^($|[#;])/.test(one.text)) continue;
    const indent = raw.search(NO_BLANK);
    if (value !== undefined && indent > indentation) {
      value.push(one);
      continue;
    }
    indentation = indent;
    const end = endOfHeader(one.text);
    if (end !== undefined) {
      value = undefined;
      // The settings below a broken header do not fall to the section before it.
      section = end > 1 ? { header: one.text.slice(1, end), line: one.line, values: new Map(), faults: [] } : undefined;
      if (section !== undefined) sections.push(section);
    }
    if (section === undefined) strays.push({ kind: 'unreadable', line: one.line });
    else if (end === undefined) value = openSetting(section, one) ?? value;
  }
  return { ...withDefaults(sections.map(closed), strays), hasByteOrderMark: text.startsWith('\uFEFF') };
}

/** The sections with the settings of `[DEFAULT]` in each. What is wrong in it could be meant for any. */
function withDefaults(
  sections: readonly IniSection[],
  strays: readonly IniFault[],
): Pick<IniFile, 'sections' | 'strays'> {
  const forAll = sections.filter(({ header }) => header === FOR_ALL);
  if (forAll.length === 0) return { sections, strays };
  const settings = forAll.flatMap(one => [...one.settings]);
  const faults = forAll.flatMap(one => one.faults);
  const others = sections
    .filter(({ header }) => header !== FOR_ALL)
    .map(one => {
      // A setting of the section's own takes the place of all that is nested below the one of its name.
      const inherited = settings.filter(([name]) => !one.settings.has(name.split('.', 1)[0] ?? name));
      return { ...one, settings: new Map([...inherited, ...one.settings]), faults: [...faults, ...one.faults] };
    });
  return { sections: others, strays: [...strays, ...faults] };
}
