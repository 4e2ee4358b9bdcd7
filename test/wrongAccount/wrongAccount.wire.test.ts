import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../faults/random.ts';
import { play, ROADS, scenarioOf, TWISTS } from './scenarios.ts';
import { type Estate, startEstate } from './world.ts';

/** Every twist three times over; `npm run wrong-accounts` plays as many as it is told to. */
const COUNT = TWISTS.length * 3;

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate();
});
afterAll(() => estate.close());

const random = seeded(20_261_128);
const scenarios = Array.from({ length: COUNT }, (_, index) => scenarioOf(index, random));

describe('a write comes to the account that was shown, or to none', () => {
  it('is tried with every twist, on every road', () => {
    expect(new Set(scenarios.map(({ twist }) => twist)).size).toBe(TWISTS.length);
    expect(new Set(scenarios.map(({ road }) => road)).size).toBe(ROADS.length);
  });

  it.each(scenarios.map(one => [`${one.twist}: ${one.road}, ${one.operation}, ${one.moment}`, one] as const))(
    '%s',
    async (_name, scenario) => {
      const { faults } = await play(scenario, estate);
      expect(faults).toEqual([]);
    },
  );
});
