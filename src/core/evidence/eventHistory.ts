import { isObject, objects, optionalText, optionalTime, pageToken } from '../model/answer.ts';
import type { NoPastChange, PastChange } from '../model/evidence.ts';
import type { Answer } from '../model/ports.ts';

/** Pages of one operation's history that are read at most: at two a second, some ten seconds. */
const MOST_PAGES = 20;

type IsMeant = (event: Answer) => boolean;

interface PastEvent extends PastChange {
  /** What was asked for and answered. */
  readonly told: Answer;
}

/**
 * The history of one operation in one place, the newest first, read page by page and only as far as somebody looks: CloudTrail
 * allows two calls a second, so that all resources of the place share one query.
 */
export class EventHistory {
  readonly #ask: (token: string | null) => Promise<Answer>;
  readonly #events: PastEvent[] = [];
  #next: string | null = null;
  #pages = 0;
  /** When the oldest event was that came. */
  #oldest: string | null = null;
  /** True once there is no more, or no more is read. */
  #isRead = false;
  #reading: Promise<void> | undefined;

  constructor(ask: (token: string | null) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** The last event that is meant, or that there is none as far back as is read. @throws {AccessError} */
  async last(isMeant: IsMeant): Promise<PastChange | NoPastChange> {
    for (let seen = 0; ; ) {
      for (; seen < this.#events.length; seen += 1) {
        const event = this.#events[seen];
        if (event !== undefined && isMeant(event.told)) return { at: event.at, by: event.by };
      }
      if (this.#isRead) return { at: null, since: this.#next === null ? null : this.#oldest };
      // Whoever comes first reads the page for all that wait.
      this.#reading ??= this.#readPage().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
  }

  async #readPage(): Promise<void> {
    const answer = await this.#ask(this.#next);
    const events = objects(answer, 'Events');
    this.#events.push(...events.flatMap(event => pastEvent(event) ?? []));
    this.#oldest =
      events.map(event => optionalTime(event, 'EventTime')).findLast(time => time !== null) ?? this.#oldest;
    this.#next = pageToken(answer, 'NextToken');
    this.#pages += 1;
    this.#isRead = this.#next === null || this.#pages >= MOST_PAGES;
  }
}

/** An event that succeeded; undefined for one that AWS refused, or that can't be read. */
function pastEvent(event: Answer): PastEvent | undefined {
  const whole = parsed(optionalText(event, 'CloudTrailEvent') ?? '');
  const at = optionalTime(event, 'EventTime');
  if (!isObject(whole) || at === null || typeof whole.errorCode === 'string') return undefined;
  const identity = isObject(whole.userIdentity) ? whole.userIdentity : {};
  // A service of AWS that acts by itself has neither ARN nor user name.
  const names = [identity.arn, event.Username, identity.invokedBy, identity.principalId, identity.type];
  const by = names.find(name => typeof name === 'string' && name !== '') ?? '?';
  return { at, by: String(by), told: { asked: whole.requestParameters, answered: whole.responseElements } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
