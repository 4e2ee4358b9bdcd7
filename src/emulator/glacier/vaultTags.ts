import { Collection, collectionOf } from '../state/collection.ts';
import { tagKey } from '../tags.ts';
import { list, object, optional, type Problem, type Shape, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import { MAX_TAGS } from './limits.ts';

/** @throws {ServiceError} InvalidParameterValueException; the texts are not published */
function read<T>(shape: Shape<T>, call: EmulatorCall): T {
  const problems: Problem[] = [];
  const given = shape.parse(call.body ?? {}, '', problems);
  if (given !== undefined && problems.length === 0) return given;
  throw fail('InvalidParameterValueException', `${problems[0]?.rule ?? 'Invalid body'}: ${problems[0]?.path ?? ''}`);
}

function keep(call: EmulatorCall, tags: Collection<string>): { readonly status: 204 } {
  const { name, vault } = vaultOf(call);
  const { tags: _before, ...rest } = vault;
  call.world.glacier
    .open(call.account, call.region)
    .vaults.set(name, { ...rest, ...(tags.size === 0 ? {} : { tags }) });
  return { status: 204 };
}

const adding = object({ Tags: optional(collectionOf(string({ max: 256 }))) });
const removing = object({ TagKeys: optional(list(string())) });

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-AddTagsToVault.html */
const addTagsToVault: EmulatorOperation = {
  name: 'AddTagsToVault',
  effect: 'write',
  run(call) {
    const tags = new Collection(vaultOf(call).vault.tags?.entries());
    for (const [key, value] of read(adding, call).Tags?.entries() ?? []) {
      const problems: Problem[] = [];
      tagKey.parse(key, 'Tags.key', problems);
      if (problems.length > 0) throw fail('InvalidParameterValueException', `Invalid tag key: ${key}`);
      tags.set(key, value);
    }
    if (tags.size > MAX_TAGS) throw fail('LimitExceededException', `Tag limit exceeded: ${MAX_TAGS} a vault`);
    return keep(call, tags);
  },
};

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-ListTagsForVault.html */
const listTagsForVault: EmulatorOperation = {
  name: 'ListTagsForVault',
  effect: 'read',
  run: call => ({ body: { Tags: vaultOf(call).vault.tags ?? {} } }),
};

/** What is not there is passed over. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-RemoveTagsFromVault.html */
const removeTagsFromVault: EmulatorOperation = {
  name: 'RemoveTagsFromVault',
  effect: 'write',
  run(call) {
    const gone = new Set(read(removing, call).TagKeys);
    const left = [...(vaultOf(call).vault.tags?.entries() ?? [])].filter(([key]) => !gone.has(key));
    return keep(call, new Collection(left));
  },
};

/** A vault's tags. */
export const vaultTagOperations: readonly EmulatorOperation[] = [addTagsToVault, listTagsForVault, removeTagsFromVault];
