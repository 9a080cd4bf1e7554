import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from './detect-encoding.ts';
import { encodeText } from './write-csv.ts';

const text = '医疗机构编码,医疗费总额\r\nH44011500001,1234.56\r\n';

describe('detectEncoding', () => {
  it('tells the two encodings and their byte order mark', async () => {
    expect(await detectEncoding([encodeText(text, 'utf-8', true)])).toMatchObject({
      encoding: 'utf-8',
      bom: true,
    });
    expect(await detectEncoding([encodeText(text, 'utf-8')])).toMatchObject({
      encoding: 'utf-8',
      bom: false,
    });
    expect(await detectEncoding([encodeText(text, 'gb18030')])).toMatchObject({
      encoding: 'gb18030',
      bom: false,
    });
    expect(await detectEncoding([encodeText('a,b\n', 'gb18030')])).toMatchObject({ encoding: 'utf-8' });
  });

  it('does not depend on where the bytes are cut', async () => {
    const wholes = [
      encodeText(text, 'utf-8', true),
      encodeText(text, 'gb18030'),
      Uint8Array.of(0x61, 0xff, 0xff),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), fc.integer({ min: 1, max: 9 }), async (bytes, size) => {
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        expect(await detectEncoding(chunks)).toEqual(await detectEncoding([bytes]));
      }),
    );
  });

  it.each([
    ['nothing', [], { problem: 'empty' }],
    ['a workbook', [0x50, 0x4b, 3, 4, 20, 0], { problem: 'not-csv', looksLike: 'zip' }],
    ['UTF-16', [0xff, 0xfe, 0x61, 0], { problem: 'not-csv', looksLike: 'utf-16' }],
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], { problem: 'not-csv', looksLike: 'pdf' }],
    ['a NUL byte', [0x61, 0, 0x62], { problem: 'not-csv' }],
    ['no encoding', [0x61, 0xff, 0xff], { problem: 'encoding-unknown' }],
    ['half a character', [0x61, 0xe4], { problem: 'encoding-unknown' }],
  ])('refuses %s', async (_name, bytes, expected) => {
    expect(await detectEncoding([Uint8Array.from(bytes)])).toEqual({ ok: false, ...expected });
  });
});
