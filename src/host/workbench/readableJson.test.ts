import { describe, expect, it } from 'vitest';
import { readableJson } from './readableJson.ts';

describe('text from outside', () => {
  it('shows invisible characters of JSON as what they are, and stays JSON', () => {
    const value = { name: 'a\u202eb\u0007\u{e0001}\u2028', at: new Date(0), list: [1] };
    const text = readableJson(value);
    expect(text).toBe(
      '{\n  "name": "a\\u202eb\\u0007\\udb40\\udc01\\u2028",\n  "at": "1970-01-01T00:00:00.000Z",\n  "list": [\n    1\n  ]\n}\n',
    );
    expect(JSON.parse(text).name).toBe(value.name);
  });
});
