import { Collection, collectionOf } from '../state/collection.ts';
import { type DocumentKind, documentKind } from '../state/shelf.ts';
import { instant, integer, list, object, optional, type ShapeOf, string } from '../wire/shape.ts';

const assigned = object(
  {
    /** The account's id where it has no name. */
    name: optional(string()),
    email: optional(string()),
    /** The permission sets that the person has in it; AdministratorAccess and ReadOnlyAccess where it says nothing. */
    roles: optional(list(string({ min: 1, max: 32 }))),
  },
  { closed: true },
);

const device = object(
  {
    clientId: string(),
    userCode: string(),
    endsAt: instant,
    answer: optional(string({ oneOf: ['allow', 'deny'] })),
    /** When it was last asked for, and how often. */
    polledAt: optional(instant),
    polls: optional(integer({ min: 0 })),
  },
  { closed: true },
);

const code = object(
  { clientId: string(), redirectUri: string(), challenge: string(), endsAt: instant },
  { closed: true },
);

const token = object({ session: string(), endsAt: instant }, { closed: true });
const renewal = object({ session: string(), clientId: string() }, { closed: true });

const seconds = optional(integer({ min: 1, max: 10 ** 8 }));

const document = object(
  {
    /** Such as `https://corp.awsapps.com/start`; any is taken where it is left out. */
    startUrl: optional(string()),
    /** Whose sign-ins these are. */
    user: optional(string({ pattern: /^[\w+=,.@-]{2,64}$/ })),
    /** What the person says in the browser; `ask` shows a page with both answers. */
    approval: optional(string({ oneOf: ['allow', 'ask', 'deny'] })),
    /** By account id; every account of the state where it is left out. */
    accounts: optional(collectionOf(assigned)),
    /** How long an access token lasts, and the session, after which it can't be renewed either. */
    tokenSeconds: seconds,
    sessionSeconds: seconds,
    /** How long a device may wait for its answer, and between two questions for it. */
    deviceSeconds: seconds,
    intervalSeconds: seconds,
    devices: optional(collectionOf(device)),
    codes: optional(collectionOf(code)),
    tokens: optional(collectionOf(token)),
    renewals: optional(collectionOf(renewal)),
    /** When each session ends. */
    sessions: optional(collectionOf(instant)),
  },
  { closed: true },
);

/** What a person is assigned in one account. */
export type Assigned = ShapeOf<typeof assigned>;

/** A device that waits for its answer. */
export type Device = ShapeOf<typeof device>;

type Parsed = ShapeOf<typeof document>;

/** An access portal of IAM Identity Center with one person, kept in the account and Region of its instance. */
export interface SsoDocument extends Omit<Parsed, 'devices' | 'codes' | 'tokens' | 'renewals' | 'sessions'> {
  /** By device code. */
  readonly devices: Collection<Device>;
  /** By authorization code. */
  readonly codes: Collection<ShapeOf<typeof code>>;
  /** By access token. */
  readonly tokens: Collection<ShapeOf<typeof token>>;
  /** By refresh token. */
  readonly renewals: Collection<ShapeOf<typeof renewal>>;
  readonly sessions: Collection<string>;
}

const whole = (parsed: Parsed): SsoDocument => ({
  ...parsed,
  devices: parsed.devices ?? new Collection(),
  codes: parsed.codes ?? new Collection(),
  tokens: parsed.tokens ?? new Collection(),
  renewals: parsed.renewals ?? new Collection(),
  sessions: parsed.sessions ?? new Collection(),
});

/** How IAM Identity Center keeps its state. */
export const ssoDocuments: DocumentKind<SsoDocument> = documentKind('sso', document, whole);
