/** Real pictures through the real decoders: judged by their bytes, copied upright and without a trace of their place. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../content-hash.ts';
import { inspectPaper } from '../paper-content.ts';
import { pictureDistance } from '../picture-hash.ts';
import { drawCopies } from './draw-copies.ts';

/** Taken lying on the side, left half red; Orientation 6 tells to turn it right. */
const photograph = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#f4f4ec' } })
    .composite([
      {
        input: { create: { width: width / 2, height, channels: 3, background: '#c02020' } },
        left: 0,
        top: 0,
      },
    ])
    .withExif({ IFD0: { Make: 'SAMPLE-PHONE' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 48/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const heic = () => readFile(path.join(import.meta.dirname, 'sample.heic'));

const judge = (bytes: Uint8Array, contentType: 'image/jpeg' | 'image/png' = 'image/jpeg') =>
  inspectPaper({ sha256: contentHash(bytes), contentType }, new Blob([Uint8Array.from(bytes)]).stream());

describe('a photograph', () => {
  it('is copied upright, small and without metadata, and is itself left alone', async () => {
    const original = await photograph(4000, 2000);
    const before = contentHash(original);
    const copies = await drawCopies(original, 'image/jpeg');
    if (copies === undefined) throw new Error('not drawn');
    const view = await sharp(copies.view).metadata();
    expect([view.width, view.height, view.format]).toEqual([800, 1600, 'jpeg']);
    expect([view.exif, view.icc, view.xmp, view.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(Buffer.from(copies.view).includes('SAMPLE-PHONE')).toBe(false);
    expect(original.includes('SAMPLE-PHONE')).toBe(true);
    // the left half of the film is the top of the page
    const top = await sharp(copies.view)
      .extract({ left: 100, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer();
    const bottom = await sharp(copies.view)
      .extract({ left: 100, top: 1500, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect([Number(top[0]) > 150, Number(top[1]) < 80, Number(bottom[1]) > 200]).toEqual([true, true, true]);
    const small = await sharp(copies.thumbnail).metadata();
    expect([small.width, small.height]).toEqual([120, 240]);
    expect(contentHash(original)).toBe(before);
  });

  it('of an iPhone is read and copied, whatever type it was sent as', async () => {
    const bytes = await heic();
    expect(await judge(bytes)).toEqual({ ok: true, bytes: bytes.length, contentType: 'image/heic' });
    const copies = await drawCopies(bytes, 'image/heic');
    if (copies === undefined) throw new Error('not drawn');
    expect(await sharp(copies.view).metadata()).toMatchObject({ width: 640, height: 480, format: 'jpeg' });
    expect(Buffer.from(copies.view).includes('SAMPLE')).toBe(false);
  });

  it('is known again when it is sent smaller, brighter and packed harder; another one is not', async () => {
    const spots = (seed: number) =>
      sharp({ create: { width: 900, height: 1200, channels: 3, background: '#e8e4da' } })
        .composite(
          Array.from({ length: 60 }, (_, place) => ({
            input: {
              create: { width: 90, height: 20, channels: 3 as const, background: '#303030' },
            },
            left: (place * place * seed * 37 + place * 91) % 800,
            top: (place * seed * 53 + place * place * 17) % 1150,
          })),
        )
        .jpeg()
        .toBuffer();
    const likeness = async (bytes: Uint8Array) => (await drawCopies(bytes, 'image/jpeg'))?.likeness ?? '';
    const first = await spots(3);
    const again = await sharp(first)
      .resize({ width: 500 })
      .modulate({ brightness: 1.1 })
      .jpeg({ quality: 55 })
      .toBuffer();
    expect(await likeness(first)).toMatch(/^[0-9a-f]{64}$/);
    expect(pictureDistance(await likeness(first), await likeness(again))).toBeLessThan(25);
    expect(pictureDistance(await likeness(first), await likeness(await spots(5)))).toBeGreaterThan(60);
  });

  it('that breaks off is found by its own structure', async () => {
    const jpeg = await photograph();
    const png = await sharp(jpeg).png().toBuffer();
    for (const bytes of [jpeg, png, await heic()]) {
      expect(await judge(bytes)).toMatchObject({ ok: true });
      for (const part of [0.3, 0.7, 0.99]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        expect(await judge(cut), `${String(part)} of ${String(bytes.length)}`).toMatchObject({ ok: false });
      }
    }
    expect(await judge(jpeg.subarray(0, jpeg.length - 2))).toMatchObject({ rejection: 'truncated' });
    expect(await judge(png.subarray(0, png.length - 12))).toMatchObject({ rejection: 'truncated' });
  });

  it('whose structure is whole but whose content is not cannot be drawn', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const png = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff', noise } })
      .png()
      .toBuffer();
    png.fill(0, 300_000, 300_400);
    expect(await judge(png)).toMatchObject({ ok: true });
    expect(await drawCopies(png, 'image/png')).toBeUndefined();
    expect(await drawCopies(new Uint8Array(200), 'image/heic')).toBeUndefined();
  });

  it('with a preview inside is not taken to end at the end of its preview', async () => {
    const preview = await sharp(await photograph())
      .resize(40)
      .jpeg()
      .toBuffer();
    const jpeg = await photograph();
    const length = preview.length + 2;
    const segment = Buffer.from([0xff, 0xe2, Math.floor(length / 256), length % 256]);
    const whole = Buffer.concat([jpeg.subarray(0, 2), segment, preview, jpeg.subarray(2)]);
    expect(await judge(whole)).toMatchObject({ ok: true });
    expect(await judge(whole.subarray(0, whole.length - 40))).toMatchObject({ rejection: 'truncated' });
  });
});

describe('a picture that wants too much', () => {
  it('is refused by its header, without a pixel decoded', async () => {
    const png = Buffer.from(
      await sharp(await photograph())
        .png()
        .toBuffer(),
    );
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    expect(await judge(png, 'image/png')).toMatchObject({ rejection: 'too-many-pixels' });
    const large = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    expect(await judge(large)).toMatchObject({ rejection: 'too-many-pixels' });
    expect(await drawCopies(large, 'image/jpeg')).toBeUndefined();
  });

  it('is drawn up to what phones take', async () => {
    const large = await sharp({ create: { width: 9248, height: 6936, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    expect(await judge(large)).toMatchObject({ ok: true });
    const copies = await drawCopies(large, 'image/jpeg');
    expect(await sharp(copies?.view).metadata()).toMatchObject({ width: 1600, height: 1200 });
  });
});

describe('a file that is two', () => {
  it.each([
    [
      'a ZIP behind a picture',
      Buffer.from('PK\u0003\u0004 hidden PK\u0005\u0006' + '\0'.repeat(18), 'latin1'),
    ],
    ['a PDF behind a picture', Buffer.from('\n%PDF-1.4 … %%EOF')],
    ['a page behind a picture', Buffer.from('<script>location="https://example.invalid"</script>')],
  ])('%s is refused', async (_name, more) => {
    expect(await judge(Buffer.concat([await photograph(), more]))).toMatchObject({ rejection: 'disguised' });
  });

  it('a moving picture behind a photograph, as phones write, is none', async () => {
    const film = Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom' + 'x'.repeat(500), 'latin1');
    expect(await judge(Buffer.concat([await photograph(), film]))).toMatchObject({ ok: true });
  });
});
