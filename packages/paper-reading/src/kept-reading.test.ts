import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { instant, localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import { memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { describe, expect, it } from 'vitest';
import {
  beginReading,
  findReading,
  keepReading,
  keepUnreadable,
  latestReading,
  openCode,
  openField,
} from './kept-reading.ts';
import type { PaperReading } from './paper-reading.ts';

const AT = instant('2026-10-20T02:00:00.000Z');
const LATER = instant('2026-10-20T02:00:09.000Z');
const PAPER = { paperId: 'paper-1', readerVersion: 'r1', sha256: 'ab'.repeat(32), kind: 'invoice' } as const;
const place = { page: 1, x: 100, y: 200, width: 80, height: 20 };
const base = { confidence: 950, evidence: [], place, source: 'ocr' } as const;
const READING: PaperReading = {
  form: 'medical-receipt',
  pages: 1,
  turns: [0],
  fields: [
    { ...base, name: 'total', value: { as: 'fen', fen: fen(123_456) }, raw: '¥1,234.56' },
    { ...base, name: 'issuedOn', value: { as: 'date', date: localDate('2026-10-19') }, raw: '2026-10-19' },
    { ...base, name: 'payerName', value: { as: 'text', text: '陈样安' }, raw: '交款人:陈样安' },
  ],
  codes: [{ text: '陈样安,440115,1234.56', format: 'QRCode', place }],
};

describe('a kept reading', () => {
  it('opens to what was read, and shows nothing of a person in the table', async () => {
    const tables = memoryTables();
    const cipher = memoryFieldCipher();
    await tables.commit([beginReading(PAPER, undefined, AT)]);
    await tables.commit([await keepReading(cipher, PAPER, READING, LATER)]);
    const kept = await latestReading(tables, 'paper-1');
    expect(kept).toMatchObject({ state: 'read', form: 'medical-receipt', tries: 1, endedAt: LATER });
    expect(JSON.stringify(kept)).not.toContain('样安');
    expect(JSON.stringify(kept)).toContain('陈**');
    const fields = await Promise.all(
      (kept?.fields ?? []).map((field) => openField(cipher, 'paper-1', field)),
    );
    expect(fields).toEqual(READING.fields);
    const codes = await Promise.all((kept?.codes ?? []).map((code) => openCode(cipher, 'paper-1', code)));
    expect(codes).toEqual(READING.codes);
  });

  it('does not open as a field of another paper', async () => {
    const tables = memoryTables();
    const cipher = memoryFieldCipher();
    await tables.commit([beginReading(PAPER, undefined, AT)]);
    await tables.commit([await keepReading(cipher, PAPER, READING, LATER)]);
    const name = (await latestReading(tables, 'paper-1'))?.fields?.find(
      (field) => field.name === 'payerName',
    );
    if (name === undefined) throw new Error('No name was kept');
    await expect(openField(cipher, 'paper-2', name)).rejects.toThrow('sealed-value-not-ours');
  });

  it('counts the tries and ends once', async () => {
    const tables = memoryTables();
    await tables.commit([beginReading(PAPER, undefined, AT)]);
    const first = await findReading(tables, PAPER);
    await tables.commit([beginReading(PAPER, first, LATER)]);
    expect(await tables.commit([beginReading(PAPER, first, LATER)])).toMatchObject({ committed: false });
    await tables.commit([keepUnreadable(PAPER, 'reader-stopped', LATER)]);
    expect(await findReading(tables, PAPER)).toMatchObject({
      state: 'unreadable',
      tries: 2,
      reason: 'reader-stopped',
    });
    const again = await keepReading(memoryFieldCipher(), PAPER, READING, LATER);
    expect(await tables.commit([again])).toMatchObject({ committed: false });
  });
});
