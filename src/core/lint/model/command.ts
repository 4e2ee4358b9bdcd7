import type { ObjectNode, Range } from '../../json/tree.ts';

/** What the AWS CLI would object to in the options of one call before it sends anything, or take other than it is written. */
export interface CommandFaults {
  /** The service and the operation: where something about the whole call is said, and behind which options can be added. */
  readonly call: Range;
  /** Required options that nothing gives, as the AWS CLI lists them. */
  readonly missing: readonly { readonly option: string; readonly example: string }[];
  /** Options that take a value and have none. */
  readonly unvalued: readonly (Range & { readonly option: string; readonly example: string })[];
  readonly unknown: readonly UnknownOption[];
  readonly contradicting: readonly Contradiction[];
}

/** An option that the AWS CLI does not know, or cannot tell apart. */
export interface UnknownOption extends Range {
  readonly option: string;
  /** The option that was probably meant, where it is not there already. */
  readonly meant: string | undefined;
  /** The options that an abbreviation stands for, where they are more than one. */
  readonly ambiguous: readonly string[];
}

/** Two options of a call of which one counts, or neither. */
export interface Contradiction extends Range {
  readonly option: string;
  /** What it contradicts; the option's own name where it stands there twice with different values. */
  readonly other: string;
}

/** A policy that stands where AWS takes an object which holds it as text. */
export interface BarePolicy {
  readonly node: ObjectNode;
  /** The key under which AWS takes the policy's text. */
  readonly key: string;
  /** The policy as that text; absent where a shell fills in some of it. */
  readonly text: string | undefined;
  /** The policy's own keys, as the AWS CLI lists them. */
  readonly keys: readonly string[];
}
