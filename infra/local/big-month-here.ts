/**
 * `npm run big-month -- 1000000`: one month file of so many rows on a cloud of its own, killed in the middle and replayed.
 * Prints how long it took; ends with 0 only if no row was lost or settled twice. Nothing of it is kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { instantOfMs, localDateOf } from '@erbao/kernel/dates';
import { memberIdOf } from '@erbao/members/member';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { startCloud } from './cloud.ts';
import { keepNothing } from './kept.ts';
import { loadDistrict, openStores } from './load-district.ts';
import { sampleMonth } from './load-month.ts';
import { freePorts } from './ports.ts';
import { playBigMonth } from './stories/big-month.ts';
import { say } from './voice.ts';

const DEFAULT_ROWS = 20_000;
const PATIENCE_MS = 6 * 3_600_000;

const main = async (rows: number): Promise<void> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-big-month-'));
  const kept = keepNothing();
  const cloud = await startCloud({
    ports: await freePorts(),
    folder,
    kept,
    keepsState: false,
    enforcesIam: true,
    waitScale: 1,
    say,
  });
  try {
    const today = localDateOf(instantOfMs(Date.now()));
    const wish = { members: 5_000, seed: 7, year: Number(today.slice(0, 4)) };
    await loadDistrict(cloud, wish, { kept, say });
    const { index } = openStores(cloud);
    const district = openSampleDistrict(wish);
    const telling = {
      cloud,
      say,
      district,
      memberIdOf: (identityNumber: string) => memberIdOf(index, identityNumber),
    };
    const hospitalId = district.hospitals[0]?.hospitalId ?? '';
    await playBigMonth(telling, { hospitalId, month: sampleMonth(today), rows, patienceMs: PATIENCE_MS });
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

await main(Number(process.argv[2] ?? DEFAULT_ROWS));
