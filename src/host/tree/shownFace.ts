import type { RemarkNode, TargetNode } from '../../core/inventory/shownTree.ts';
import { parseArn } from '../../core/model/arn.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { type CheckedVerdict, isAmissVerdict } from '../../core/preflight/verdicts.ts';
import type { CommandName } from '../manifest/commands.ts';
import { amissWord, type TooltipLine, verdictSign } from './nodeFace.ts';
import type { Face } from './treeItem.ts';

/** How what rows lead to looks: as the worst of those rows, since what is amiss with it is amiss with all of them. */
export function targetFace({ arn, count }: TargetNode, worst: CheckedVerdict | undefined, t: Translate): Face {
  const used = t('used by {0}', String(count));
  if (arn === null) {
    const label = t('No target');
    return { label, description: String(count), icon: 'circle-outline', color: 'disabledForeground', opens: 'at once' };
  }
  const { resource, service, region } = parseArn(arn) ?? { resource: arn, service: '', region: '' };
  const amiss = worst !== undefined && isAmissVerdict(worst) ? [amissWord(worst, t)] : [];
  const sign = worst === undefined || amiss.length === 0 ? undefined : verdictSign(worst.verdict);
  return {
    label: plainText(resource),
    description: [...amiss, used, service, region].filter(part => part !== '').join(' · '),
    ...(sign ?? { icon: 'target' }),
    opens: 'at once',
  };
}

export const targetTooltip = ({ arn }: TargetNode, t: Translate): readonly TooltipLine[] => [
  arn === null ? ['', t('Nothing is set on these resources, or the setting has no target.')] : [t('ARN'), arn],
];

interface RemarkText {
  readonly label: (count: number, t: Translate) => string;
  readonly description: (t: Translate) => string;
  readonly icon: string;
  readonly command: CommandName;
}

const REMARKS: Readonly<Record<RemarkNode['remark'], RemarkText>> = {
  unsearched: {
    label: (count, t) => (count === 1 ? t('1 Region not loaded') : t('{0} Regions not loaded', String(count))),
    description: t => t('not searched, click to load'),
    icon: 'cloud-download',
    command: 'readUnread',
  },
  'remembered-empty': {
    label: (count, t) =>
      count === 1 ? t('1 Region empty when last loaded') : t('{0} Regions empty when last loaded', String(count)),
    description: t => t('click to load'),
    icon: 'cloud-download',
    command: 'readUnread',
  },
  'empty-regions': {
    label: (count, t) => (count === 1 ? t('1 empty Region hidden') : t('{0} empty Regions hidden', String(count))),
    description: t => t('click to show'),
    icon: 'eye-closed',
    command: 'showEmptyRegions',
  },
  'no-match': {
    label: (_count, t) => t('Nothing matches the filter'),
    description: t => t('click to clear it'),
    icon: 'filter',
    command: 'clearAccountsFilter',
  },
  beyond: {
    label: (count, t) => t('{0} more', String(count)),
    description: t => t('too many to list, click to find one'),
    icon: 'search',
    command: 'findResource',
  },
};

export function remarkFace({ remark, count }: RemarkNode, t: Translate): Face {
  const { label, description, icon } = REMARKS[remark];
  return { label: label(count, t), description: description(t), icon, color: 'disabledForeground', opens: 'never' };
}

/** What a click on it does. */
export const remarkCommand = ({ remark }: RemarkNode): CommandName => REMARKS[remark].command;
