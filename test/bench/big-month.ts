/**
 * `npm run big-month -- 1000000 --in-memory`: a month file of so many rows in one process, see test/support/big-month.ts. Prints
 * seconds since the start and the largest memory so far; ends with 0 only if no row was lost or settled twice. A million rows
 * need about 10 GB, nearly all of it for the tables.
 */
import process from 'node:process';
import { playBigMonth } from '../support/big-month.ts';

const DEFAULT_ROWS = 20_000;
const MOST_PEOPLE = 200_000;

const rows = Number(process.argv[2] ?? DEFAULT_ROWS);
const people = Math.min(MOST_PEOPLE, Math.max(2_000, rows / 5));
await playBigMonth({ rows, people }, (what) => {
  const megabytes = process.resourceUsage().maxRSS / 1_024;
  console.log(`${process.uptime().toFixed(0).padStart(5)} s ${megabytes.toFixed(0).padStart(6)} MB  ${what}`);
});
