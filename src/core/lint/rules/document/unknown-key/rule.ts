import { distance } from '../../../../model/similar.ts';
import { removeMember, renameKey } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';
import type { Shape } from '../../../model/shape.ts';

const keysOf = ({ members }: Shape): string =>
  [...members].flatMap(([key, { foreign }]) => (foreign === true || key === '$schema' ? [] : [key])).join(', ');

/** Every key belongs to the request. */
export const rule = defineRule({
  id: 'document/unknown-key',
  about: 'document',
  severity: 'error',
  summary: 'Every key belongs to the request, written exactly as AWS writes it.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html',
  check({ unknownKeys, told }, report) {
    for (const { key, range, owner, index, shape, meant, contested } of unknownKeys) {
      const member = owner.members[index];
      const isSlip = meant !== undefined && distance(key.toLowerCase(), meant.toLowerCase(), 1) <= 1;
      const rename = meant === undefined ? [] : [renameKey(range, meant, isSlip && contested !== true)];
      const remove = member === undefined ? [] : [removeMember(owner, member)];
      const data = {
        key: key.slice(0, 80),
        meant: meant ?? '',
        of: shape.name,
        takes: keysOf(shape),
        by: told?.by ?? '',
      };
      if (!report(range, { data, fixes: [...rename, ...remove] })) return;
    }
  },
});
