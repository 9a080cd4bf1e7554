/** A hospital's month as the file it would upload, on demand with rows that are wrong in known ways. */
import { SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';
import type { TextEncoding } from '@erbao/tabular/detect-encoding';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import type { SampleVisit } from './sample-visits.ts';
import { cellList, type VisitCells, visitCells } from './visit-cells.ts';

export const BAD_ROWS = [
  'bad-amount',
  'unknown-person',
  'extra-columns',
  'unknown-hospital',
  'broken-quote',
  'pathology-missing',
] as const;
export type BadRow = (typeof BAD_ROWS)[number];

export type SampleFile = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly encoding: TextEncoding;
  readonly rowCount: number;
};

/** Valid in form, in nobody's name: the serial lies outside the sample range. */
export const UNKNOWN_PERSON = '440115190001018985';

const line = (cells: VisitCells): string => csvLine(cellList(cells), { guardFormulas: false });

const badLine = (kind: BadRow, good: VisitCells, index: number): string => {
  const cells: VisitCells = { ...good, setl_id: `YLBAD${String(index).padStart(4, '0')}` };
  switch (kind) {
    case 'bad-amount':
      return line({ ...cells, medfee_sumamt: '1,234.5６' });
    case 'unknown-person':
      return line({ ...cells, certno: UNKNOWN_PERSON, psn_name: '样例无此人' });
    case 'extra-columns':
      return `${line(cells)}${',多余'.repeat(30)}`;
    case 'unknown-hospital':
      return line({ ...cells, fixmedins_code: 'H44011599999' });
    case 'broken-quote':
      return `"${line(cells)}`;
    case 'pathology-missing':
      return line({ ...cells, med_type: '21', dscg_maindiag_code: 'C16.900', eb_pathology_flag: '' });
  }
};

export const fileOfVisits = (
  hospitalId: string,
  month: string,
  encoding: TextEncoding,
  visits: readonly SampleVisit[],
  badRows: readonly BadRow[],
): SampleFile => {
  const goods = visits.map(visitCells);
  const bads = badRows.map((kind, index) =>
    badLine(kind, goods[index % Math.max(1, goods.length)] ?? {}, index),
  );
  const header = csvLine(SETTLEMENT_COLUMNS.map(({ name }) => name));
  // bad rows stand among the good ones, not behind them
  const lines = goods.map(line).toSpliced(1, 0, ...bads);
  return {
    fileName: `${hospitalId}_${month}_样例.csv`,
    bytes: encodeText(`${[header, ...lines].join('\r\n')}\r\n`, encoding, true),
    encoding,
    rowCount: lines.length,
  };
};

/** Header and any number of rows: the year's visits of the whole sample again and again, each under its own number. */
export function* sampleFileLines(visits: Iterable<SampleVisit>, rows: number): Generator<string, void, void> {
  yield csvLine(SETTLEMENT_COLUMNS.map(({ name }) => name));
  const known = Array.from(visits, visitCells);
  for (let index = 0; index < rows; index += 1)
    yield line({ ...known[index % known.length], setl_id: `YLN${String(index).padStart(8, '0')}` });
}
