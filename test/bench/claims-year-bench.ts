/**
 * A year of paper claims in memory: how many clean ones the engine decides without a person, how soon, whether every promise is
 * kept, and what the blind second look finds. The figures are exact for a seed; nothing here is a time of this machine.
 *
 *   npx tsx test/bench/claims-year-bench.ts [members] [seed]        default 2000 11
 */
import process from 'node:process';
import { fen, printYuan } from '@erbao/kernel/money';
import { HABITS } from '../support/claims-year-filing.ts';
import { playYear } from '../support/claims-year.ts';

const MEMBERS = Number(process.argv[2] ?? 2_000);
const SEED = Number(process.argv[3] ?? 11);

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const share = (part: number, whole: number): string =>
  `${String(part)} of ${String(whole)} (${((100 * part) / whole).toFixed(1)} %)`;

const report = await playYear({ members: MEMBERS, seed: SEED, year: 2025 });
say(
  `${String(MEMBERS)} members, seed ${String(SEED)}, every visit of 2025 filed on paper: ${String(report.filed)} claims`,
);
say(
  `assumed of 1,000 claims: ${Object.entries(HABITS)
    .map(([name, rate]) => `${name} ${String(rate)}`)
    .join(', ')}`,
);
say('clean = papers complete, in time, own account, no signal, no question of the engine, a sum granted');
say(`  clean                                   ${share(report.clean, report.filed)}`);
say(`  clean, decided by the engine            ${share(report.cleanByEngine, report.clean)}   goal 85 %`);
say(
  `  of these stays and special outpatient   ${share(report.cleanStaysByEngine, report.cleanStays)}   goal 85 %`,
);
say(
  `  clean, within 10 minutes of complete    ${share(report.cleanInTenMinutes, report.clean)}   no person is waited for; the machine's own seconds are the demo's`,
);
say(`  all, decided by the engine              ${share(report.byEngine, report.filed)}`);
say(
  `  money the engine approved               ${printYuan(fen(report.byEngineFen))} of ${printYuan(fen(report.paidFen))} yuan`,
);
say(`  promise of 5 working days kept          ${share(report.kept, report.promised)}`);
say(
  `  blind second look agrees                ${share(report.blindSame, report.blindSame + report.blindDiffers)}`,
);
say('a person was needed because of');
for (const [code, count] of Object.entries(report.untouched).sort(([, a], [, b]) => b - a))
  say(`  ${code.padEnd(40)}${String(count)}`);
