/** The ways through a month file that is a workbook: ours, and the readers that could stand in its place. */
import { WorkbookReader } from '@cj-tech-master/excelts';
import { readHeader } from '@erbao/month-file/header';
import { createRowReader } from '@erbao/national-record/read-settlement-row';
import { readXlsx } from '@erbao/tabular/read-xlsx';
import { streamXlsxRows } from 'hucre/xlsx';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Outcome, startDeciding } from './settlement-file-paths.ts';

type Path = (path: string) => Promise<Outcome>;

/** Cells, row by row, from whichever reader → decided. */
const decide = async (rows: AsyncIterable<readonly unknown[]>): Promise<Outcome> => {
  const deciding = startDeciding();
  let read: ReturnType<typeof createRowReader> | undefined;
  for await (const values of rows) {
    const cells = values.map((value) =>
      typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    );
    if (read === undefined) {
      const header = readHeader(cells);
      if (!header.ok) throw new Error('header');
      read = createRowReader(header.header.columns);
      continue;
    }
    const row = read(cells);
    if (!row.ok) throw new Error(JSON.stringify(row.problems));
    deciding.decide(row.row);
  }
  return deciding.outcome();
};

async function* ourRows(path: string): AsyncGenerator<readonly string[]> {
  const file = await open(path);
  const { size } = await file.stat();
  const read = async (start: number, end: number) =>
    (await file.read(new Uint8Array(end - start), 0, end - start, start)).buffer;
  for await (const item of readXlsx({ size, stream: () => createReadStream(path), read })) {
    if (item.kind === 'not-xlsx') throw new Error(item.reason);
    yield item.cells;
  }
  await file.close();
}

async function* hucreRows(path: string): AsyncGenerator<readonly unknown[]> {
  const file = await open(path);
  const bytes = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(65_536));
      if (bytesRead > 0) {
        controller.enqueue(buffer.subarray(0, bytesRead));
        return;
      }
      await file.close();
      controller.close();
    },
  });
  for await (const { values } of streamXlsxRows(bytes)) yield values;
}

async function* exceltsRows(path: string): AsyncGenerator<readonly unknown[]> {
  const reader = new WorkbookReader(createReadStream(path), { sharedStrings: 'cache', worksheets: 'emit' });
  for await (const sheet of reader)
    for await (const { values } of sheet) if (Array.isArray(values)) yield values.slice(1);
}

export const workbookPaths: Readonly<Record<string, Path>> = {
  erbao: (path) => decide(ourRows(path)),
  hucre: (path) => decide(hucreRows(path)),
  excelts: (path) => decide(exceltsRows(path)),
};
