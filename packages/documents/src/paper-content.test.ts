import { describe, expect, it } from 'vitest';
import { contentHash } from './content-hash.ts';
import { inspectPaper } from './paper-content.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const judge = (bytes: Uint8Array, more: Partial<Parameters<typeof inspectPaper>[0]> = {}) =>
  inspectPaper(
    { sha256: contentHash(bytes), contentType: 'application/pdf', ...more },
    new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(bytes);
        stream.close();
      },
    }),
  );

const PDF =
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n';

describe('a PDF', () => {
  it('is taken as it is', async () => {
    expect(await judge(bytesOf(PDF))).toEqual({
      ok: true,
      bytes: PDF.length,
      contentType: 'application/pdf',
    });
  });
  it.each([
    ['under a password', PDF.replace('/Root', '/Encrypt 7 0 R /Root'), 'encrypted'],
    [
      'under a password told in place',
      PDF.replace('/Root', '/Encrypt<< /Filter /Standard >> /Root'),
      'encrypted',
    ],
    ['cut off', PDF.slice(0, 60), 'truncated'],
    ['with much behind its end', PDF + ' '.repeat(5000), 'truncated'],
    ['that is a ZIP as well', `${PDF}PK\u0003\u0004…PK\u0005\u0006${'\0'.repeat(18)}`, 'disguised'],
  ])('%s is refused', async (_name, text, rejection) => {
    expect(await judge(bytesOf(text))).toMatchObject({ ok: false, rejection });
  });
});

describe('what is no paper', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['a program', 'MZ this is a program', 'type-not-accepted'],
    [
      'an OFD, which is known and told what to do',
      'PK\u0003\u0004\u0014\0…OFD.xml<ofd:OFD>',
      'ofd-not-readable',
    ],
    ['another ZIP', 'PK\u0003\u0004\u0014\0…word/document.xml', 'type-not-accepted'],
    ['an AVIF', '\0\0\0\u0018ftypavif\0\0\0\0avifmif1', 'type-not-accepted'],
    ['a picture that calls itself a PDF', '\u0089PNG\r\n\u001a\n', 'type-differs'],
  ])('%s is refused', async (_name, text, rejection) => {
    expect(await judge(bytesOf(text))).toMatchObject({ ok: false, rejection });
  });
  it('other bytes than promised', async () => {
    expect(await judge(bytesOf(PDF), { sha256: '0'.repeat(64) })).toMatchObject({
      rejection: 'hash-differs',
    });
  });
  it('more than a paper may be, and no more than that is read', async () => {
    let read = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        read += 1;
        stream.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const verdict = await inspectPaper({ sha256: '', contentType: 'application/pdf' }, endless);
    expect(verdict).toMatchObject({ rejection: 'too-large' });
    expect(read).toBeLessThan(30);
  });
});
