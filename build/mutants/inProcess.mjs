/**
 * What the unit tests import as `vitest` while mutants are tested: it collects tests instead of running them, so that
 * each can be run again for each mutant without importing anything anew. Its `expect` is vitest's own.
 */
import { format } from 'node:util';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import { fn, spyOn } from '@vitest/spy';

/** A promise that nobody keeps any more ends its test after this long. */
const TEST_MS = 3_000;

const newSuite = (name, parent) => ({
  name,
  parent,
  tests: [],
  suites: [],
  hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] },
});

let current = newSuite('', undefined);

/** What the modules imported by `load` declare: a suite of all. */
export async function collect(name, load) {
  const outer = current;
  const suite = newSuite(name, undefined);
  current = suite;
  try {
    await load();
  } finally {
    current = outer;
  }
  return suite;
}

/** The chain of a test's suites, outermost first. */
function chain(suite) {
  const found = [];
  for (let at = suite; at !== undefined; at = at.parent) found.unshift(at);
  return found;
}

const runAll = async hooks => {
  for (const hook of hooks) {
    const undo = await hook();
    if (typeof undo === 'function') cleanups.push(undo);
  }
};
let cleanups = [];

/** Runs those tests of a suite that are wanted, in their order. Told of each before and after it; false ends the run. */
export async function run(suite, wanted, { before, after }) {
  const inside = allTests(suite).filter(wanted);
  if (inside.length === 0) return true;
  let goOn = true;
  try {
    await limited(() => runAll(suite.hooks.beforeAll));
    for (const item of suite.tests) {
      if (!goOn) break;
      if (item.suite !== undefined) goOn = await run(item.suite, wanted, { before, after });
      else if (wanted(item)) goOn = await runTest(item, { before, after });
    }
    await limited(() => runAll(suite.hooks.afterAll));
  } catch (error) {
    for (const item of inside) if (goOn) goOn = after(item, error, 0);
  }
  return goOn;
}

async function runTest(item, { before, after }) {
  before(item);
  const begun = performance.now();
  let failure;
  const suites = chain(item.parent);
  cleanups = [];
  try {
    await limited(async () => {
      for (const suite of suites) await runAll(suite.hooks.beforeEach);
      await item.body(...item.args);
    });
  } catch (error) {
    failure = error ?? new Error('Thrown without a value');
  }
  try {
    await limited(async () => {
      for (const suite of [...suites].reverse()) await runAll(suite.hooks.afterEach);
      await runAll(cleanups);
    });
  } catch (error) {
    failure ??= error;
  }
  return after(item, failure, performance.now() - begun);
}

async function limited(work) {
  let timer;
  try {
    await Promise.race([
      work(),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('The test does not end')), TEST_MS);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** All tests below a suite, in their order. */
export function allTests(suite) {
  return suite.tests.flatMap(item => (item.suite === undefined ? [item] : allTests(item.suite)));
}

/** A test's name with those of its suites. */
export const fullName = item =>
  [...chain(item.parent).map(suite => suite.name), item.name].filter(part => part !== '').join(' ');

function declareTest(name, args, body) {
  current.tests.push({ name: String(name), parent: current, args, body });
}

function declareSuite(name, args, body) {
  const suite = newSuite(String(name), current);
  current.tests.push({ suite });
  current = suite;
  try {
    body(...args);
  } finally {
    current = suite.parent;
  }
}

/** `(name, body)`, `(name, options, body)` or `(name, body, timeout)`. */
const bodyOf = rest => rest.find(part => typeof part === 'function');

function declarer(declare) {
  const declared = (name, ...rest) => {
    const body = bodyOf(rest);
    if (body !== undefined) declare(typeof name === 'function' ? name.name : name, [], body);
  };
  const nothing = () => undefined;
  nothing.each = () => nothing;
  declared.skip = nothing;
  declared.skipIf = condition => (condition ? nothing : declared);
  declared.runIf = condition => (condition ? declared : nothing);
  declared.each =
    table =>
    (name, ...rest) => {
      for (const [index, row] of [...table].entries()) {
        const args = Array.isArray(row) ? row : [row];
        declare(named(name, args, index), args, bodyOf(rest));
      }
    };
  return declared;
}

function named(name, args, index) {
  const filled = name.replace(/\$(\w+)/g, (all, key) => String(args[0]?.[key] ?? all));
  return `${format(filled, ...args.slice(0, (filled.match(/%[a-z]/g) ?? []).length))} (${index})`;
}

export const it = declarer(declareTest);
export const test = it;
export const describe = declarer(declareSuite);

const hook = kind => body => {
  current.hooks[kind].push(body);
};
export const beforeAll = hook('beforeAll');
export const afterAll = hook('afterAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
Object.assign(expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
expect.getState = () => getState(expect);
expect.setState = state => setState(state, expect);
globalThis[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);

let stubbed = new Map();
export const vi = {
  fn,
  spyOn,
  stubEnv(name, value) {
    if (!stubbed.has(name)) stubbed.set(name, process.env[name]);
    setVariable(name, value);
  },
  unstubAllEnvs() {
    for (const [name, value] of stubbed) setVariable(name, value);
    stubbed = new Map();
  },
  async waitFor(check) {
    for (;;) {
      try {
        return await check();
      } catch (error) {
        if (performance.now() > vi.patience) throw error;
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    }
  },
};

function setVariable(name, value) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
