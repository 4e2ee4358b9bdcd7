import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormName, formWorld } from '../../../test/support/formWorld.ts';
import { token } from '../../../test/support/roadWorld.ts';
import { readFromPage } from '../../shared/form/fromPage.ts';
import { readSavedForm } from '../../shared/form/savedForm.ts';

const NAMES: readonly FormName[] = [
  'SetVaultNotifications',
  'PutEventStream',
  'RegisterNotificationHub',
  'CreatePushNotificationRegistration',
];
const hostile = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '<script>alert(1)</script>', '\u202e', '\ud800', '$&', ''),
  fc.string({ maxLength: 20 }),
);
const path = fc.array(fc.oneof(hostile, fc.constantFrom('DeviceToken', 'ContactConfiguration')), { maxLength: 10 });
const text = fc.oneof(
  hostile,
  fc.json(),
  fc.constantFrom('{', '[]', 'null', '{"vaultName":', '{"DeviceToken":{"a":["x"]}}', `{"DeviceToken":"${token}"`),
);
const count = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, Number.NaN, Number.MAX_SAFE_INTEGER + 1));

/** Anything at all, and messages that are nearly right. */
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true, maxDepth: 3 }),
  fc.record(
    {
      kind: fc.oneof(
        fc.constantFrom<string>('ready', 'edited', 'choose', 'stop-choosing', 'change-place', 'review', 'apply'),
        fc.constantFrom<string>('cancel', 'step', 'open-document', 'copy-command', 'explain', 'show', '__proto__'),
      ),
      version: count,
      text,
      field: path,
      query: count,
      typed: hostile,
      filled: fc.array(path, { maxLength: 3 }),
      review: hostile,
      secrets: fc.array(fc.record({ field: path, value: fc.oneof(hostile, fc.constant(token)) }), { maxLength: 3 }),
      id: hostile,
      rule: hostile,
      more: hostile,
    },
    { requiredKeys: ['kind'] },
  ),
);

/** Messages of the right form with any content: what a page that was taken over could send. */
const wellFormed = fc
  .oneof(
    fc.record({ kind: fc.constant('ready' as const) }),
    fc.record({ kind: fc.constant('edited' as const), version: fc.nat(), text }),
    fc.record({ kind: fc.constant('stop-choosing' as const) }),
    fc.record({ kind: fc.constant('cancel' as const) }),
    fc.record({ kind: fc.constant('copy-command' as const) }),
    fc.record({ kind: fc.constant('step' as const), id: hostile }),
    fc.record({
      kind: fc.constant('apply' as const),
      review: hostile,
      secrets: fc.array(fc.record({ field: path, value: fc.constant(token) }), { maxLength: 2 }),
    }),
  )
  .filter(message => readFromPage(message) !== undefined);

describe('the host’s end of a form', () => {
  it('refuses whatever is no message, and never throws', () => {
    fc.assert(
      fc.property(anything, message => {
        const read = readFromPage(message);
        if (read === undefined) return;
        expect(Object.keys(Object(message)).sort()).toEqual(Object.keys(read).sort());
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no state for a form that is none, and never throws', () => {
    const state = fc.oneof(anything, fc.record({ format: fc.constantFrom(0, 1, 2), operation: hostile, text }));
    fc.assert(
      fc.property(state, one => {
        expect(readSavedForm(one)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('calls nothing, throws nothing and keeps no secret, whatever it is sent in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.array(fc.oneof(wellFormed, anything), { maxLength: 12 }),
        async (name, messages) => {
          const world = await formWorld(name);
          for (const message of messages) {
            const read = readFromPage(message);
            // Reading and asking a person are what the rest is for.
            const acts =
              read !== undefined &&
              !['choose', 'change-place', 'review', 'open-document', 'explain'].includes(read.kind);
            if (acts) await world.send(read);
          }
          expect(world.aws.calls).toEqual([]);
          expect(world.done.filter(line => line.startsWith('error'))).toEqual([]);
          const kept = JSON.stringify([world.form.saved, world.done, world.journal.entries, world.told]);
          expect(kept).not.toContain(token);
        },
      ),
      { numRuns: 100 },
    );
  });
});
