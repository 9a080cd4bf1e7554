/** `npm run big-month -- 1000000 --in-memory` plays the same at any size. */
import { expect, it } from 'vitest';
import { playBigMonth } from '../support/big-month.ts';

it('a month file ended in the middle of cutting, settling and closing is settled once, row by row', async () => {
  const told: string[] = [];
  await playBigMonth({ rows: 4_300, people: 10_000 }, (what) => told.push(what));
  expect(told.filter((what) => what.startsWith('ended'))).toHaveLength(6);
  expect(told.at(-1)).toMatch(/^closed: {"settlements":4300,/);
});
