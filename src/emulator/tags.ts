import { Collection, collectionOf } from './state/collection.ts';
import { inForm, list, object, type Shape, string } from './wire/shape.ts';

/**
 * A tag's key and value as most services take them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export const tagKey = string({ min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u });
const tagValue = string({ max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u });

/** Tags as the query services take them: a list of `Key` and `Value`, fifty at most. */
export const tagList: Shape<readonly { readonly Key: string; readonly Value: string }[]> = inForm(
  list(object({ Key: tagKey, Value: tagValue }), { max: 50 }),
  () => [],
);

/** Tags as the JSON services take them: from one tag up to `most` in a map, with what a key may not begin with. */
export function tagMap(most: number, keys: Shape<string> = tagKey): Shape<Collection<string>> {
  const tags = collectionOf(string({ max: 256 }));
  return {
    parse(value, path, problems) {
      const parsed = tags.parse(value, path, problems) ?? new Collection<string>();
      for (const [key] of parsed.entries()) keys.parse(key, `${path}.key`, problems);
      if (parsed.size >= 1 && parsed.size <= most) return parsed;
      const rule = `Member must have length between 1 and ${most}`;
      if (problems.length === 0) problems.push({ path, kind: 'constraint', rule, value });
      return undefined;
    },
  };
}
