/** What a clerk sees beside a field: the field itself, upright, of a photograph and of a PDF; and that the look is on record. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { timelineOf } from '@erbao/audit/audit-event';
import type { PaperType } from '@erbao/api-contracts/paper-states';
import { scanStored } from '@erbao/documents/paper';
import { openPageRenderer } from '@erbao/page-text/render-pages';
import { cutPicture } from '@erbao/page-text/sharp/cut-picture';
import { decodePicture } from '@erbao/page-text/sharp/decode-picture';
import { cropKey } from '@erbao/paper-reading/crop';
import { beginReading, keepReading } from '@erbao/paper-reading/kept-reading';
import type { Place } from '@erbao/paper-reading/paper-reading';
import { fen } from '@erbao/kernel/money';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Needs, readCrops } from '../../functions/crops-api/crops.ts';
import { samplePdf } from '../../infra/local/stories/sample-paper.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';

const READER = 'reader-1';
const PIXEL = 3;
let render: Needs['render'];
let office: Office;
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  render = await openPageRenderer(readFileSync(wasm));
});
beforeEach(async () => {
  office = await openOffice();
});

/** A claim with one paper of these bytes, on which a machine has read one sum at a place. */
const claimWith = async (bytes: Uint8Array, type: PaperType, place: Place, turns: 0 | 1 = 0) => {
  const paper = await office.handIn('invoice', bytes, office.memberId, type);
  const others = await Promise.all(ALL_PAPERS.slice(1).map((kind) => office.handIn(kind)));
  const claimId = await walkerIn(office).file([], { papers: [paper, ...others] });
  await office.check(claimId);
  const { paperId } = paper;
  const key = { paperId, readerVersion: READER };
  await office.tables.commit([
    beginReading({ ...key, sha256: '0'.repeat(64), kind: 'invoice' }, undefined, office.clock()),
  ]);
  const field = { name: 'total', value: { as: 'fen', fen: fen(100) }, raw: '1.00' } as const;
  const doubt = { confidence: 880, evidence: [], place, source: 'ocr' } as const;
  const read = { form: 'medical-receipt', pages: 1, turns: [turns], codes: [] } as const;
  await office.tables.commit([
    await keepReading(office.cipher, key, { ...read, fields: [{ ...field, ...doubt }] }, office.clock()),
  ]);
  return { claimId, paperId };
};
const scanned = async (paperId: string) =>
  office.tables.commit([scanStored(paperId, { state: 'clean', at: office.clock() })]);
const look = (claimId: string, paperId: string, decode = decodePicture) =>
  readCrops({ ...office, decode, render, cut: cutPicture })({
    caller: person('clerk-1', 'adjudicator'),
    params: { claimId, paperId },
    query: {},
    body: {},
  });
/** The crop of the field, and the colour of what stands at seven tenths of it: more is shown before a value than after. */
const cropOf = async (paperId: string) => {
  const { data, info } = await sharp(office.papers.stored.get(cropKey(paperId, READER, 'total'))?.body)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width * 0.7)) * PIXEL;
  return {
    width: info.width,
    height: info.height,
    middle: [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0],
  };
};

/** White, with a red field of 200 × 20 at (400, 300). */
const photograph = (orientation?: number) =>
  sharp({ create: { width: 1_000, height: 800, channels: 3, background: '#ffffff' } })
    .composite([
      {
        input: { create: { width: 200, height: 20, channels: 3, background: '#d00000' } },
        left: 400,
        top: 300,
      },
    ])
    .withMetadata(orientation === undefined ? {} : { orientation })
    .jpeg()
    .toBuffer();

describe('the crop beside a field', () => {
  it('shows the field with what is around it, and the look is on record', async () => {
    const place = { page: 1, x: 400, y: 375, width: 200, height: 25 };
    const { claimId, paperId } = await claimWith(await photograph(), 'image/jpeg', place);
    await scanned(paperId);
    const answer = await look(claimId, paperId);
    expect(answer).toMatchObject({ paperId, crops: [{ field: 'total', name: '医疗费总额' }] });
    const crop = await cropOf(paperId);
    expect(crop).toMatchObject({ width: 580, height: 48 });
    expect(crop.middle[0]).toBeGreaterThan(180);
    expect(crop.middle[1]).toBeLessThan(60);
    expect(await timelineOf(office.tables, claimId)).toContainEqual(
      expect.objectContaining({ action: 'papers-viewed', who: 'clerk-1', details: { papers: paperId } }),
    );
    // the second look opens the original no more
    const unopened = (): never => {
      throw new Error('opened again');
    };
    expect((await look(claimId, paperId, unopened)).crops).toEqual(answer.crops);
  });

  it('of a page that was photographed on its side is turned upright', async () => {
    // Orientation 6: shown 800 × 1000, the field standing at (480, 400), 20 × 200; a quarter turn more lays it down
    const place = { page: 1, x: 600, y: 400, width: 25, height: 200 };
    const { claimId, paperId } = await claimWith(await photograph(6), 'image/jpeg', place, 1);
    await scanned(paperId);
    await look(claimId, paperId);
    const crop = await cropOf(paperId);
    expect(crop.width).toBeGreaterThan(crop.height * 4);
    expect(crop.middle[0]).toBeGreaterThan(180);
    expect(crop.middle[1]).toBeLessThan(60);
  });

  it('of a PDF is drawn from its page', async () => {
    // 18 points at (60, 760) from below, of a page of 595 × 842
    const place = { page: 1, x: 100, y: 80, width: 300, height: 20 };
    const { claimId, paperId } = await claimWith(samplePdf('invoice'), 'application/pdf', place);
    await scanned(paperId);
    expect((await look(claimId, paperId)).crops).toHaveLength(1);
    const { dominant } = await sharp(
      office.papers.stored.get(cropKey(paperId, READER, 'total'))?.body,
    ).stats();
    expect(dominant.r).toBeGreaterThan(200);
    const { channels } = await sharp(
      office.papers.stored.get(cropKey(paperId, READER, 'total'))?.body,
    ).stats();
    // the words in black on white
    expect(channels[0]?.min).toBeLessThan(60);
  });

  it('is not cut from what nobody has scanned, nor for another claim', async () => {
    const place = { page: 1, x: 400, y: 375, width: 200, height: 25 };
    const { claimId, paperId } = await claimWith(await photograph(), 'image/jpeg', place);
    await expect(look(claimId, paperId)).rejects.toMatchObject({ code: 'paper-not-shown' });
    await expect(look(claimId, 'paper-00000000000000000000000000')).rejects.toMatchObject({
      code: 'paper-unknown',
    });
  });
});
