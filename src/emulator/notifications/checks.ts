import { ALL_REGIONS } from '../regions.ts';
import { object, type Problem, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { invalidField } from './errors.ts';
import { settleHubs } from './hubStates.ts';
import { CONTROL_PLANE_REGION } from './limits.ts';
import type { NotificationsDocument } from './notificationsDocument.ts';

const input = object({
  notificationHubRegion: string({ min: 2, max: 25, pattern: /^([a-z]{1,4})-([a-z]{1,15}-)+([0-9])$/ }),
});

/**
 * The Region a request is about.
 * @throws {ServiceError} ValidationException for what is no Region, by form or by AWS's list
 */
export function hubRegionOf(given: unknown): string {
  const problems: Problem[] = [];
  const parsed = input.parse(given ?? {}, '', problems);
  const problem = problems[0];
  if (parsed === undefined) {
    const name = problem?.path === '' || problem === undefined ? 'notificationHubRegion' : problem.path;
    throw invalidField(
      name,
      `Value at '${name}' failed to satisfy constraint: ${problem?.rule ?? 'Member must not be null'}`,
    );
  }
  // AWS's answer to a well-formed name of no Region is not published; a refusal of the same kind is assumed.
  if (!ALL_REGIONS.has(parsed.notificationHubRegion)) {
    throw invalidField('notificationHubRegion', `Region ${parsed.notificationHubRegion} is not supported`);
  }
  return parsed.notificationHubRegion;
}

/** The caller's hubs as they are now, to be changed. */
export function openHubs(call: EmulatorCall): NotificationsDocument {
  const document = call.world.notifications.open(call.account, CONTROL_PLANE_REGION);
  settleHubs(document.hubs, call.now, region => call.world.isOptedIn(call.account, region));
  return document;
}
