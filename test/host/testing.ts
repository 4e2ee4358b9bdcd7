/**
 * The few words that the tests inside VS Code are written in; the same as vitest's, which cannot run there. A test file
 * is `test/host/NAME.host.test.ts` and calls these at its top level.
 */

type Step = () => unknown;

/** Milliseconds that a test or a hook may take unless it says otherwise. */
const LIMIT_MS = 30_000;

interface Test {
  readonly name: string;
  readonly body: Step;
  readonly limitMs: number;
}

interface Group {
  readonly name: string;
  readonly parent: Group | undefined;
  readonly children: (Group | Test)[];
  readonly hooks: Record<'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach', Step[]>;
}

/** How one test ended. */
export interface TestResult {
  /** The groups' names and its own, joined by ` › `. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed';
  readonly milliseconds: number;
  /** What was thrown, with its stack; null when it passed. */
  readonly error: string | null;
}

let open = newGroup('', undefined);
const root = open;

/** Groups the tests that `define` declares. */
export function describe(name: string, define: () => void): void {
  const group = newGroup(name, open);
  open.children.push(group);
  open = group;
  try {
    define();
  } finally {
    open = group.parent ?? root;
  }
}

/** Declares a test: it fails when its body throws, rejects or takes longer than the limit. */
export function it(name: string, body: Step, limitMs = LIMIT_MS): void {
  open.children.push({ name, body, limitMs });
}

/** Runs before the group's first test. When it fails, so do all tests of the group. */
export const beforeAll = (step: Step): number => open.hooks.beforeAll.push(step);
/** Runs after the group's last test. */
export const afterAll = (step: Step): number => open.hooks.afterAll.push(step);
/** Runs before each test of the group and of the groups in it. */
export const beforeEach = (step: Step): number => open.hooks.beforeEach.push(step);
/** Runs after each test of the group and of the groups in it, also after a failed one. */
export const afterEach = (step: Step): number => open.hooks.afterEach.push(step);

/**
 * Runs the declared tests one after the other.
 *
 * @param filters Only tests whose full name holds one of these; all when empty.
 * @param report Told each result as it comes.
 */
export async function runTests(filters: readonly string[], report: (result: TestResult) => void): Promise<void> {
  const wanted = (name: string) => filters.length === 0 || filters.some(filter => name.includes(filter));
  await runGroup(root, wanted, report);
}

function newGroup(name: string, parent: Group | undefined): Group {
  return { name, parent, children: [], hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] } };
}

async function runGroup(
  group: Group,
  wanted: (name: string) => boolean,
  report: (result: TestResult) => void,
): Promise<void> {
  const names = testNames(group).filter(wanted);
  if (names.length === 0) return;
  const broken = await failure(group.hooks.beforeAll);
  if (broken !== undefined) {
    for (const name of names) report({ name, outcome: 'failed', milliseconds: 0, error: broken });
    return;
  }
  for (const child of group.children) {
    if ('children' in child) await runGroup(child, wanted, report);
    else if (wanted(fullName(group, child.name))) report(await runTest(group, child));
  }
  const left = await failure(group.hooks.afterAll);
  if (left !== undefined)
    report({ name: fullName(group, 'afterAll'), outcome: 'failed', milliseconds: 0, error: left });
}

async function runTest(group: Group, test: Test): Promise<TestResult> {
  const started = Date.now();
  const path = ancestors(group);
  const before = path.flatMap(each => each.hooks.beforeEach);
  const after = path.flatMap(each => each.hooks.afterEach).reverse();
  const failed = (await failure(before)) ?? (await failure([test.body], test.limitMs));
  const left = await failure(after);
  const error = failed ?? left ?? null;
  return {
    name: fullName(group, test.name),
    outcome: error === null ? 'passed' : 'failed',
    milliseconds: Date.now() - started,
    error,
  };
}

/** Runs steps in order up to the first that fails, and returns that failure. */
async function failure(steps: readonly Step[], limitMs = LIMIT_MS): Promise<string | undefined> {
  for (const step of steps) {
    try {
      await inTime(step, limitMs);
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
  return undefined;
}

async function inTime(step: Step, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([step(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function testNames(group: Group): readonly string[] {
  return group.children.flatMap(child => ('children' in child ? testNames(child) : [fullName(group, child.name)]));
}

function fullName(group: Group, name: string): string {
  return [...ancestors(group).map(each => each.name), name].filter(each => each !== '').join(' › ');
}

/** The group and those around it, outermost first. */
function ancestors(group: Group): readonly Group[] {
  return group.parent === undefined ? [group] : [...ancestors(group.parent), group];
}
