/** A month file whose workflow is killed in the middle; `npm run big-month -- 1000000` plays the same at any size. */
import { addDays, monthOf } from '@erbao/kernel/dates';
import { it } from 'vitest';
import { playBigMonth } from '../../infra/local/stories/big-month.ts';
import { openDistrict, TODAY } from '../support/district.ts';

const PATIENCE_MS = 280_000;

it('is resumed without a row lost or settled twice', async () => {
  const telling = await openDistrict();
  const hospitalId = telling.district.hospitals[5]?.hospitalId ?? '';
  const month = monthOf(addDays(TODAY, -31));
  await playBigMonth(telling, { hospitalId, month, rows: 2_200, patienceMs: PATIENCE_MS });
}, 300_000);
