import type { Rule } from '../model/rule.ts';
import { rule as arnAccount } from './arn/account/rule.ts';
import { rule as emulatorAccount } from './arn/emulator-account/rule.ts';
import { rule as arnShape } from './arn/shape/rule.ts';
import { rule as whitespace } from './arn/whitespace/rule.ts';
import { rule as barePolicy } from './command/bare-policy/rule.ts';
import { rule as contradictingOptions } from './command/contradicting-options/rule.ts';
import { rule as missingOption } from './command/missing-option/rule.ts';
import { rule as unknownOption } from './command/unknown-option/rule.ts';
import { rule as duplicateKey } from './document/duplicate-key/rule.ts';
import { rule as kind } from './document/kind/rule.ts';
import { rule as missingKey } from './document/missing-key/rule.ts';
import { rule as placeholder } from './document/placeholder/rule.ts';
import { rule as size } from './document/size/rule.ts';
import { rule as syntax } from './document/syntax/rule.ts';
import { rule as unknownKey } from './document/unknown-key/rule.ts';
import { rule as unknownType } from './document/unknown-type/rule.ts';
import { rule as wrongType } from './document/wrong-type/rule.ts';
import { rule as fleetAccount } from './fleet/account/rule.ts';
import { rule as noHubs } from './fleet/no-hubs/rule.ts';
import { rule as fleetRegion } from './fleet/region/rule.ts';

/** The rules that belong to no kind. */
export const documentRules: readonly Rule[] = [
  size,
  syntax,
  kind,
  duplicateKey,
  unknownType,
  unknownKey,
  missingKey,
  wrongType,
  placeholder,
  whitespace,
  arnShape,
  arnAccount,
  emulatorAccount,
  missingOption,
  unknownOption,
  contradictingOptions,
  barePolicy,
  fleetAccount,
  fleetRegion,
  noHubs,
];
