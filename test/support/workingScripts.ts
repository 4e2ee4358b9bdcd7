/**
 * Scripts that set a vault's notifications as people write it, made of parts at random: what a script fills in and where, how the
 * JSON is quoted or handed over, and what stands around the call. Most of them work; which do, bash says.
 */
import fc from 'fast-check';

export const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
export const EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] as const;
const [ARCHIVE, INVENTORY] = EVENTS;

/** JSON as it stands, or what the shell puts in. */
type Piece = { readonly json: string } | { readonly shell: string };

/** A stretch of JSON, and what the script sets for it first. */
interface Part {
  readonly before: string;
  readonly pieces: readonly Piece[];
}

/** Pieces from a text in which `«…»` is the shell's. */
const part = (text: string, before = ''): Part => ({
  before,
  pieces: text
    .split(/(«[^»]*»)/)
    .filter(piece => piece !== '')
    .map(piece => (piece.startsWith('«') ? { shell: piece.slice(1, -1) } : { json: piece })),
});

const MARK = `q='"'`;

const topics: readonly Part[] = [
  part(`"${TOPIC}"`),
  part('"«$TOPIC»"', `TOPIC=${TOPIC}`),
  part('"«${topic}»"', `topic="${TOPIC}"`),
  part('"arn:aws:sns:eu-west-1:«${ACCOUNT}»:«$NAME»"', 'ACCOUNT=444455556666 NAME=jobs'),
  part(`"«\${NONE:-${TOPIC}}»"`),
  part(`"«$(echo ${TOPIC})»"`),
  part(`"«\`echo ${TOPIC}\`»"`),
  part(`"«$(echo 'x(${TOPIC}' | cut -d'(' -f2)»"`),
  part('«$QUOTED»', `QUOTED='"${TOPIC}"'`),
  part(`«\${q}»${TOPIC}«\${q}»`, MARK),
];

const lists: readonly Part[] = [
  part(`["${INVENTORY}"]`),
  part(`[\n    "${ARCHIVE}",\n    "${INVENTORY}"\n  ]`),
  part(`["«$EVENT»"]`, `EVENT=${ARCHIVE}`),
  part('["«${KIND}»RetrievalCompleted"]', 'KIND=Inventory'),
  part('«$LIST»', `LIST='["${ARCHIVE}"]'`),
  part('[ «$ITEMS» ]', `ITEMS='"${ARCHIVE}", "${INVENTORY}"'`),
  part(`[«$FIRST» "${INVENTORY}"]`, `FIRST='"${ARCHIVE}",'`),
  part(`["${INVENTORY}"«$MORE»]`, `MORE=',"${ARCHIVE}"'`),
  part('[«${JOINED%,}»]', `JOINED=$(printf '"%s",' ${EVENTS.join(' ')})`),
  part(`[«\${q}»${ARCHIVE}«\${q}»]`, MARK),
];

const joined = (...parts: readonly Part[]): Part => ({
  before: [...new Set(parts.map(({ before }) => before))].filter(line => line !== '').join('\n'),
  pieces: parts.flatMap(({ pieces }) => pieces),
});

/** How topic and events are put together. */
const configs: readonly ((topic: Part, list: Part) => Part)[] = [
  (topic, list) => joined(part('{"SNSTopic":'), topic, part(',"Events":'), list, part('}')),
  (topic, list) => joined(part('{\n  "Events": '), list, part(',\n  "SNSTopic": '), topic, part('\n}')),
  (topic, list) => joined(part('{"«$KEY»": ', 'KEY=SNSTopic'), topic, part(', "Events": '), list, part(' }')),
  topic => joined(part('{"SNSTopic": '), topic, part('«$EVENTS»}', `EVENTS=', "Events": ["${ARCHIVE}"]'`)),
  (_topic, list) => joined(part('{«$PAIR», "Events": ', `PAIR='"SNSTopic": "${TOPIC}"'`), list, part('}')),
];

const inSingleQuotes = ({ pieces }: Part): string =>
  pieces.map(piece => ('json' in piece ? `'${piece.json}'` : `"${piece.shell}"`)).join('');
const inDoubleQuotes = ({ pieces }: Part): string =>
  `"${pieces.map(piece => ('json' in piece ? piece.json.replaceAll('"', '\\"') : piece.shell)).join('')}"`;
const inHeredoc = ({ pieces }: Part): string =>
  pieces.map(piece => ('json' in piece ? piece.json : piece.shell)).join('');

/** A call's config: the lines before the call, the option's value, and what follows the call on its line and below. */
interface Written {
  readonly before?: string;
  readonly value: string;
  readonly behind?: string;
}

/** How a config reaches the call. */
const ways: readonly ((config: Part) => Written)[] = [
  config => ({ value: inSingleQuotes(config) }),
  config => ({ value: inDoubleQuotes(config) }),
  config => ({ before: `CONFIG=${inDoubleQuotes(config)}`, value: '"$CONFIG"' }),
  config => ({ value: `"$(cat <<EOF\n${inHeredoc(config)}\nEOF\n)"` }),
  config => ({ before: `cat > n.json <<EOF\n${inHeredoc(config)}\nEOF`, value: 'file://n.json' }),
  config => ({ before: `cat <<EOF > ./n.json\n${inHeredoc(config)}\nEOF`, value: '"file://n.json"' }),
  config => ({ before: `echo ${inSingleQuotes(config)} > n.json`, value: 'file://n.json' }),
  config => ({ value: 'file:///dev/stdin', behind: ` <<EOF\n${inHeredoc(config)}\nEOF` }),
];

/** The same in shorthand, which holds no JSON. */
const shorthands: readonly Written[] = [
  { value: `SNSTopic=${TOPIC},Events=${EVENTS.join(',')}` },
  { before: `TOPIC=${TOPIC}`, value: `"SNSTopic=$TOPIC,Events=${ARCHIVE}"` },
  { before: `TOPIC=${TOPIC} ARG=,Events=${ARCHIVE}`, value: '"SNSTopic=$TOPIC$ARG"' },
  { before: `REST=Events=${ARCHIVE}`, value: `SNSTopic=${TOPIC},$REST` },
  { before: `EVENT=${INVENTORY}`, value: `SNSTopic=${TOPIC}\${EVENT:+,Events=$EVENT}` },
];

/** What stands around a call. */
const arounds: readonly ((call: string) => string)[] = [
  call => call,
  call => `${call} || exit 1`,
  call => `if ! ${call}; then\n  exit 1\nfi`,
  call => `out=$(${call})`,
  call => `set_up() {\n  ${call}\n}\nset_up`,
  call => `for region in eu-west-1; do\n  ${call} --region "$region"\ndone`,
  call => `AWS_PROFILE=ops ${call}`,
  call => `case on in\n  on) ${call} ;;\nesac`,
];

function scriptOf(
  { before = '', value, behind = '' }: Written,
  around: (call: string) => string,
  glue: string,
): string {
  const options = ['--account-id -', '--vault-name tapes', `--vault-notification-config ${value}`];
  const call = ['aws glacier set-vault-notifications', ...options].join(glue);
  return `set -e\n${before}\n${behind === '' ? around(call) : call + behind}\n`;
}

const written = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...topics),
        fc.constantFrom(...lists),
        fc.constantFrom(...configs),
        fc.constantFrom(...ways),
      )
      .map(([topic, list, config, way]): Written => {
        const made = config(topic, list);
        const { before = '', ...rest } = way(made);
        return { ...rest, before: [made.before, before].filter(lines => lines !== '').join('\n') };
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...shorthands) },
);

/** Such a script as a text. */
export const workingScripts: fc.Arbitrary<string> = fc
  .tuple(written, fc.constantFrom(...arounds), fc.constantFrom(' ', ' \\\n  '))
  .map(([one, around, glue]) => scriptOf(one, around, glue));
