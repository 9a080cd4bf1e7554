/** Real papers through the real engines: one of each quality. How well over many is a matter of `npm run bench`. */
import { HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import { readPages } from '@erbao/paper-reading/read-pages';
import { openReader } from '@erbao/page-text/wasm/open-reader';
import { beforeAll, describe, expect, it } from 'vitest';
import { KIND_OF } from '@erbao/sample-papers/print-paper';
import { openPhotographs } from '../../test/support/sample-photographs.ts';

type Opened = {
  photographs: Awaited<ReturnType<typeof openPhotographs>>;
  read: Awaited<ReturnType<typeof openReader>>;
};
let opened: Opened | undefined;
beforeAll(async () => {
  opened = { photographs: await openPhotographs(), read: await openReader() };
}, 60_000);

// the place chooses the person and the quality: pdf, clean, rotated, 150 dpi, angled, blurred, noisy, stamped
describe('a photographed paper', () => {
  it.each([
    ['settlement-sheet', 0],
    ['medical-receipt', 1],
    ['discharge-summary', 2],
    ['identity-card-front', 3],
    ['medical-receipt', 4],
    ['identity-card-back', 6],
    ['bank-card', 7],
    ['identity-card-front', 10],
  ] as const)('%s, the %dth, is read', { timeout: 120_000 }, async (name, place) => {
    if (opened === undefined) throw new Error('The reader is not open');
    const { bytes, truth } = await opened.photographs.nth(name, place);
    const text = await opened.read(bytes);
    if (!text.ok) throw new Error(text.reason);
    const reading = readPages(text.pages, KIND_OF[name]);
    const said = Object.fromEntries(reading.fields.map((field) => [field.name, field]));
    const amounts = Object.entries(truth).filter(([, value]) => value.as === 'fen');
    for (const [field, value] of amounts) expect(said[field]?.value, field).toEqual(value);
    const right = Object.entries(truth).filter(
      ([field, value]) => JSON.stringify(said[field]?.value) === JSON.stringify(value),
    );
    expect(right.length / Object.keys(truth).length).toBeGreaterThanOrEqual(0.8);
    for (const field of reading.fields)
      if (field.confidence >= HIGH_CONFIDENCE) expect(field.value, field.name).toEqual(truth[field.name]);
  });
});
