import type { DuplicateKey, SyntaxFault } from '../../json/parse.ts';
import type { JsonNode, ObjectNode, Range, StringNode } from '../../json/tree.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import type { ChoiceId } from '../../model/kind.ts';
import type { BarePolicy, CommandFaults } from './command.ts';
import type { Fix, Part } from './fix.ts';
import type { Shape } from './shape.ts';
import type { DocumentKind, Subject, Value } from './subject.ts';

/** What a rule may know beyond the text. A rule that needs what is absent stays silent. */
export interface LintContext {
  /** The account the document is for; twelve digits. */
  readonly account?: string | undefined;
  /** The Region the document is for. */
  readonly region?: string | undefined;
  /** Today's date in UTC, `YYYY-MM-DD`. */
  readonly today: string;
  /** False where the file is known not to be under version control. */
  readonly tracked?: boolean | undefined;
  /** True where the text stands in a shell script, a workflow or a page, which fills in variables. */
  readonly filledIn?: boolean | undefined;
  /** True on a page for people: words that name values stand for them. */
  readonly forReaders?: boolean | undefined;
  /** True where the text is a request on its way to AWS: nobody fills in anything any more. */
  readonly sending?: boolean | undefined;
  /** True where the account is marked as production. */
  readonly production?: boolean | undefined;
  /** Regions of hubs that other documents ask for, for the same account. */
  readonly otherHubs?: readonly string[] | undefined;
  /**
   * What AWS has just listed to its end for `account` and `region`: every topic, say. Nobody lists anything for a rule: it is
   * what was read for a person to choose from.
   */
  readonly listed?: { readonly [Choice in ChoiceId]?: readonly string[] | undefined } | undefined;
  /** The longest text that is read, in UTF-16 units; 4 Mi unless said otherwise. */
  readonly longest?: number | undefined;
  /** Gives a UUID that a fix may insert, another at each call: two requests with one token are one to AWS. */
  readonly freshToken?: (() => string) | undefined;
}

/** What a rule says beside its id. */
export interface Said {
  readonly data?: Finding['data'];
  readonly fixes?: readonly Fix[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** How a rule reports one place. False once the rule has said enough of the document: it may stop. */
export type Report = (at: Range | Part, said?: Said) => boolean;

/** A key that does not belong. */
export interface UnknownKey {
  readonly key: string;
  readonly range: Range;
  readonly owner: ObjectNode;
  readonly index: number;
  /** What it was looked for in. */
  readonly shape: Shape;
  /** The key that was probably meant, where it is not there already. */
  readonly meant?: string;
  /** True where another key of the same object means the same. */
  readonly contested?: boolean;
}

/** A required key that is absent. */
export interface MissingKey {
  readonly key: string;
  readonly range: Range;
  /** The object that lacks it. */
  readonly owner: ObjectNode;
  /** A value of its type with nothing in it. */
  readonly blank: Json;
}

/** A value of the wrong JSON type. */
export interface WrongType {
  readonly key: string;
  readonly node: JsonNode;
  readonly wanted: 'string' | 'boolean' | 'list' | 'object' | 'list of strings';
}

/** A type that a template names and CloudFormation does not have. */
export interface UnknownType {
  readonly node: StringNode;
  /** The one that was probably meant. */
  readonly meant?: string;
}

/** The first fault of a text that is to be JSON and is held in a string of the document. */
export interface HeldFault {
  readonly fault: SyntaxFault;
  /** The string whose value its places are in; absent where they are of the document. */
  readonly heldIn?: StringNode;
}

/** What told the kind of a document. Only `keys` may err. */
export type Told =
  | { readonly by: 'caller' } // a command, an operation, an option, a live document
  | { readonly by: 'name'; readonly shaped: boolean } // whether the content has the shape that would tell it too
  | { readonly by: 'itself' } // a template that names its format
  | { readonly by: 'keys'; readonly key: string };

/** A document as rules see it: parsed once, walked once. */
export interface LintDocument {
  /** Null where it is none of ours. */
  readonly kind: DocumentKind | null;
  /** What told it; null where it is none of ours. */
  readonly told: Told | null;
  /** What it looks like instead: a delivered message, list output, job parameters. */
  readonly lookalike: string | null;
  readonly root: JsonNode | undefined;
  /**
   * How long the text is, in UTF-16 units, and the most that is read; without that where not its length but its form makes
   * reading it take too long. Absent where it was read.
   */
  readonly tooLong?: { readonly length: number; readonly limit?: number };
  /** The first fault, where the text is no JSON. */
  readonly syntax: SyntaxFault | undefined;
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly unknownKeys: readonly UnknownKey[];
  readonly missingKeys: readonly MissingKey[];
  readonly wrongTypes: readonly WrongType[];
  readonly unknownTypes: readonly UnknownType[];
  readonly heldFaults: readonly HeldFault[];
  /** What the AWS CLI would object to; absent for what is no call of it. */
  readonly command?: CommandFaults | undefined;
  readonly barePolicy?: BarePolicy | undefined;
  readonly subjects: readonly Subject[];
  readonly values: readonly (Value & { readonly subject: Subject })[];
}

/** What every rule has. The id never changes once published. */
interface RuleFacts {
  /** `<document>/<what-is-wrong>`. */
  readonly id: string;
  /** The severity people see unless they set another. */
  readonly severity: Severity;
  /** One sentence: what is so where the rule is silent. */
  readonly summary: string;
  /** Where the fact is from: an address of AWS's documentation, or `experience`. */
  readonly source: string;
  /** True for a rule that people have to switch on. */
  readonly offByDefault?: boolean;
  /** True for a rule that tells what AWS answered from what it takes. A page shows either. */
  readonly aboutAnswers?: boolean;
}

/** A rule about a document as a whole. */
export interface DocumentRule extends RuleFacts {
  readonly about: 'document';
  readonly check: (document: LintDocument, report: Report, context: LintContext) => void;
}

/** A rule about every string value of our fields. */
export interface ValueRule extends RuleFacts {
  readonly about: 'value';
  readonly check: (value: Value, report: Report, subject: Subject, context: LintContext) => void;
}

/** A rule about the subjects of one kind. */
export interface SubjectRule extends RuleFacts {
  readonly about: Subject['kind'];
  readonly check: (subject: Subject, report: Report, context: LintContext) => void;
}

/** A lint rule: it reads the document and the context, and nothing else. */
export type Rule = DocumentRule | ValueRule | SubjectRule;

/** Gives a rule its type. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}
