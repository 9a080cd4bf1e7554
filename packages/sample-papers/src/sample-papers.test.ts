/** The generator: the same seed is the same picture, and every page says that it is a sample. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { localDate } from '@erbao/kernel/dates';
import { openRenderer } from '@erbao/letters/render-pdf';
import { openPageRenderer } from '@erbao/page-text/render-pages';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { describe, expect, it } from 'vitest';
import { type PaperFacts, paperFactsOfClaim } from './paper-facts.ts';
import { dpiOf, photograph, QUALITIES } from './photograph.ts';
import { SAMPLE_PAPER_NAMES, SAMPLE_PAPERS } from './sample-pages.ts';

const require = createRequire(import.meta.url);
const bytesOf = (file: string): Uint8Array => readFileSync(require.resolve(file));
const district = openSampleDistrict({ seed: 7, year: 2026, members: 50 });
const member = district.memberAt(3);
const claim = district.sampleClaimFor(member, localDate('2026-10-20'));
const facts: PaperFacts = paperFactsOfClaim(member, claim);
const font = bytesOf('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const render = openRenderer(font, () => Promise.resolve(font));

describe('sample papers', () => {
  it('carry the sums and the dates of the claim', () => {
    const receipt = SAMPLE_PAPERS['medical-receipt'](facts, false);
    const said = (name: 'total' | 'billNumber' | 'dischargedOn') => receipt.truth[name];
    expect(said('billNumber')).toEqual({ as: 'text', text: claim.invoice.number });
    expect(said('dischargedOn')).toEqual({ as: 'date', date: claim.bill.dischargedOn });
    expect(said('total')).toEqual({ as: 'fen', fen: Math.round(Number(claim.bill.amounts.total) * 100) });
  });

  it.each(SAMPLE_PAPER_NAMES)('%s says that it is a sample', (name) => {
    const paper = SAMPLE_PAPERS[name](facts, false);
    expect(JSON.stringify(paper.page.content)).toContain('样本 SAMPLE');
    expect(JSON.stringify(paper.page.watermark)).toContain('样本 SAMPLE');
  });

  it('are the same pictures each time they are taken', { timeout: 60_000 }, async () => {
    const draw = await openPageRenderer(bytesOf('@hyzyla/pdfium/pdfium.wasm'));
    const { page, issuedOn } = SAMPLE_PAPERS['bank-card'](facts, false);
    const pdf = await render(page, issuedOn);
    for (const quality of QUALITIES) {
      const wish = { pages: 1, dpi: dpiOf(quality) / 2, longestSide: 2_000 };
      const [first] = await draw(pdf, wish);
      const [second] = await draw(pdf, wish);
      if (first === undefined || second === undefined) throw new Error('No page was drawn');
      const picture = await photograph(first, quality, 5);
      expect(Buffer.from(picture).equals(await photograph(second, quality, 5)), quality).toBe(true);
    }
  });
});
