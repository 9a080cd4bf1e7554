/** What is kept of a paper: once, sealed, with its deed and its event; or that a person has to type it. */
import { timelineOf } from '@erbao/audit/audit-event';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { paperById, recordInspection, ticketPaper } from '@erbao/documents/paper';
import { instant } from '@erbao/kernel/dates';
import type { PageText } from '@erbao/page-text/page';
import type { PaperText } from '@erbao/page-text/read-paper';
import { beginReading, latestReading, openField } from '@erbao/paper-reading/kept-reading';
import { READER_VERSION } from '@erbao/paper-reading/read-pages';
import { memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { describe, expect, it } from 'vitest';
import { readPaper } from './read-paper.ts';

const AT = instant('2026-10-20T02:00:00.000Z');
const MESSAGE = {
  paperId: 'paper-1',
  key: 'papers/paper-1',
  sha256: 'ab'.repeat(32),
  kind: 'bank-account',
  contentType: 'image/jpeg',
} as const;

const lineOf = (text: string, y: number): PageText['lines'][number] => ({
  characters: Array.from(text).map((one, place) => ({
    text: one,
    confidence: 0.99,
    at: (place + 0.5) / text.length,
  })),
  corners: [
    [50, y],
    [50 + text.length * 20, y],
    [50 + text.length * 20, y + 24],
    [50, y + 24],
  ],
});
const CARD = {
  ok: true,
  pages: [
    {
      source: 'ocr',
      width: 800,
      height: 500,
      turns: 0,
      codes: [],
      lines: [lineOf('样例银行', 40), lineOf('6200000000000000018', 200)],
    },
  ],
} satisfies PaperText;

const office = (text: PaperText | Error) => {
  const tables = memoryTables();
  const papers = memoryFiles();
  const cipher = memoryFieldCipher();
  papers.upload(MESSAGE.key, { body: new Uint8Array([1]), contentType: 'image/jpeg' });
  let reads = 0;
  const run = readPaper({
    tables,
    papers,
    cipher,
    clock: () => AT,
    likeness: () => Promise.resolve('0'.repeat(64)),
    read: () => {
      reads += 1;
      return text instanceof Error ? Promise.reject(text) : Promise.resolve(text);
    },
  });
  return { tables, cipher, run, reads: () => reads, kept: () => latestReading(tables, MESSAGE.paperId) };
};

describe('a paper on the queue', () => {
  it('is read once, however often its message comes', async () => {
    const { tables, cipher, run, reads, kept } = office(CARD);
    await run(MESSAGE);
    await run(MESSAGE);
    expect(reads()).toBe(1);
    const reading = await kept();
    expect(reading).toMatchObject({ state: 'read', form: 'bank-card', readerVersion: READER_VERSION });
    expect(JSON.stringify(reading)).not.toContain('6200000000000000018');
    const number = reading?.fields?.find(({ name }) => name === 'accountNumber');
    if (number === undefined) throw new Error('No number was kept');
    expect(await openField(cipher, MESSAGE.paperId, number)).toMatchObject({
      value: { as: 'text', text: '6200000000000000018' },
    });
    expect(await timelineOf(tables, MESSAGE.paperId)).toMatchObject([
      { action: 'paper-read', details: { form: 'bank-card', fields: 2, sure: 1 } },
    ]);
  });

  it('that is a scan within a PDF is known again by how its first page looks', async () => {
    const { tables, run } = office({ ...CARD, front: { width: 1, height: 1, data: new Uint8Array(3) } });
    const { key: _key, ...ticket } = { ...MESSAGE, memberId: 'member-1', ticketedAt: AT };
    await tables.commit([ticketPaper(ticket)]);
    const paper = await paperById(tables, MESSAGE.paperId);
    await tables.commit([
      recordInspection(paper, { ok: true, bytes: 1, contentType: 'application/pdf' }, AT),
    ]);
    await run(MESSAGE);
    expect(await paperById(tables, MESSAGE.paperId)).toMatchObject({ likeness: '0'.repeat(64) });
  });

  it('that cannot be opened or shows nothing is a person’s, with the reason', async () => {
    const encrypted = office({ ok: false, reason: 'encrypted' });
    await encrypted.run(MESSAGE);
    expect(await encrypted.kept()).toMatchObject({ state: 'unreadable', reason: 'encrypted' });
    const [page] = CARD.pages;
    if (page === undefined) throw new Error('No page');
    const blank = office({ ok: true, pages: [{ ...page, lines: [] }] });
    await blank.run(MESSAGE);
    expect(await blank.kept()).toMatchObject({ state: 'unreadable', reason: 'no-text' });
  });

  it('on which the reader throws is a person’s, and the fault is not hidden', async () => {
    const { run, kept } = office(new Error('out of memory'));
    await expect(run(MESSAGE)).rejects.toThrow('out of memory');
    expect(await kept()).toMatchObject({ state: 'unreadable', reason: 'reader-failed' });
  });

  it('on which the reader was stopped three times is tried no more', async () => {
    const { tables, run, reads, kept } = office(CARD);
    const paper = { ...MESSAGE, readerVersion: READER_VERSION };
    const { paperId, readerVersion, sha256, kind } = paper;
    for (let tries = 0; tries < 3; tries += 1)
      await tables.commit([
        beginReading({ paperId, readerVersion, sha256, kind }, (await kept()) ?? undefined, AT),
      ]);
    await run(MESSAGE);
    expect(reads()).toBe(0);
    expect(await kept()).toMatchObject({ state: 'unreadable', reason: 'reader-stopped', tries: 3 });
  });

  it('of a kind without fields is left alone', async () => {
    const { run, reads, kept } = office(CARD);
    await run({ ...MESSAGE, kind: 'household-register' });
    expect(reads()).toBe(0);
    expect(await kept()).toBeUndefined();
  });
});
