/**
 * Where a value is not what is expected; undefined where it is. An expected object names the members that matter, a
 * list is compared whole, a regular expression is tested, a function decides.
 */
export function difference(actual, expected, path = '') {
  if (expected instanceof RegExp)
    return typeof actual === 'string' && expected.test(actual) ? undefined : told(path, actual, expected);
  if (typeof expected === 'function') return expected(actual) ? undefined : told(path, actual, expected);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return told(path, actual, expected);
    return first(expected.map((one, index) => difference(actual[index], one, `${path}[${index}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return told(path, actual, expected);
    return first(Object.entries(expected).map(([name, one]) => difference(actual[name], one, `${path}.${name}`)));
  }
  return actual === expected ? undefined : told(path, actual, expected);
}

const first = differences => differences.find(one => one !== undefined);
const show = value => (typeof value === 'function' || value instanceof RegExp ? String(value) : JSON.stringify(value));
const told = (path, actual, expected) =>
  `${path || 'the output'} is ${show(actual)?.slice(0, 300)}, expected ${show(expected)?.slice(0, 300)}`;
