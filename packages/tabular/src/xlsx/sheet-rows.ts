/** The rows of one sheet: cells in their places, as text, with what is wrong about them. */
import type { CellFault, TableRow } from '../table-row.ts';
import { decodeEscapes, isoText, numberText, serialText } from './cell-text.ts';
import { createXmlReader, type XmlReader } from './read-xml.ts';
import type { Workbook } from './workbook.ts';
import { WorkbookFault } from './workbook-fault.ts';

export type SheetReader = XmlReader & {
  /** The rows that became whole since the last call. */
  readonly take: () => readonly TableRow[];
};

/** 64 Ki characters, as in a text file. */
const LONGEST_ROW = 65_536;
const WIDEST_ROW = 256;
/** The last row and column of a sheet. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;

const LETTER_A = 65;
/** `AB12` → 27; -1 for what is no reference. */
const placeOf = (reference: string): number => {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - LETTER_A;
    if (letter < 0 || letter > 25) break;
    column = column * 26 + letter + 1;
    if (column > LAST_COLUMN + 1) return -1;
  }
  return at === 0 || at === reference.length ? -1 : column - 1;
};

type Value = { readonly text: string; readonly fault?: CellFault };

/** The cell as it stands in the file. */
type RawCell = { type: string; style: number; stored: string; inline: string; isFormula: boolean };

const numberValue = ({ stored, style }: RawCell, { styleOf, from1904 }: Workbook): Value => {
  if (stored === '') return { text: '' };
  const meant = style < 0 ? 'number' : styleOf(style);
  const day = meant === 'number' ? undefined : serialText(stored, meant === 'date-time', from1904);
  if (day !== undefined) return { text: day };
  const text = numberText(stored);
  return text === undefined ? { text: stored, fault: 'digits-lost' } : { text };
};

const valueOf = (cell: RawCell, workbook: Workbook, line: number): Value => {
  switch (cell.type) {
    case '':
    case 'n':
      return numberValue(cell, workbook);
    case 's': {
      const text = workbook.strings.at(cell.stored === '' ? -1 : Number(cell.stored));
      // the cell says something that the file does not hold: to read it as blank would be a guess
      if (text === undefined) throw new WorkbookFault('broken', line);
      return { text };
    }
    case 'inlineStr':
      return { text: decodeEscapes(cell.inline) };
    case 'str':
      return { text: decodeEscapes(cell.stored) };
    case 'd':
      return { text: isoText(cell.stored) };
    case 'e':
      return { text: cell.stored, fault: 'error-value' };
    case 'b':
      return { text: cell.stored };
    default:
      throw new WorkbookFault('broken', line);
  }
};

/** Collects one row after another. */
class RowCollector {
  rows: TableRow[] = [];
  line = 0;
  #records = 0;
  #place = -1;
  #length = 0;
  #cells: string[] = [];
  #faults: { readonly place: number; readonly fault: CellFault }[] = [];
  #isTooWide = false;
  /** Of the first row with more than one cell; shorter rows are filled up to it, as a text file would have them. */
  #width = 0;

  startRow(given: string | undefined): void {
    const line = given === undefined ? this.line + 1 : Number(given);
    if (!Number.isInteger(line) || line <= this.line || line > LAST_ROW)
      throw new WorkbookFault('broken', this.line);
    this.line = line;
    this.#place = -1;
    this.#length = 0;
    this.#cells = [];
    this.#faults = [];
    this.#isTooWide = false;
  }

  startCell(reference: string | undefined): void {
    const place = reference === undefined ? this.#place + 1 : placeOf(reference);
    if (place <= this.#place || place > LAST_COLUMN) throw new WorkbookFault('broken', this.line);
    this.#place = place;
  }

  addValue({ text, fault }: Value): void {
    if (text === '' && fault === undefined) return;
    if (this.#place >= WIDEST_ROW) {
      this.#isTooWide = true;
      return;
    }
    this.#length += text.length;
    if (this.#length > LONGEST_ROW) throw new WorkbookFault('record-too-long', this.line);
    while (this.#cells.length < this.#place) this.#cells.push('');
    this.#cells.push(text);
    if (fault !== undefined) this.#faults.push({ place: this.#place, fault });
  }

  endRow(): void {
    // formatted rows without content reach far below many a table
    const isBlank = this.#cells.every((text) => text.trim() === '') && this.#faults.length === 0;
    if (isBlank && !this.#isTooWide) return;
    this.#records += 1;
    if (this.#width === 0 && this.#cells.length > 1) this.#width = this.#cells.length;
    while (this.#cells.length < this.#width) this.#cells.push('');
    this.rows.push({
      kind: 'row',
      line: this.line,
      lastLine: this.line,
      recordNumber: this.#records,
      cells: this.#cells,
      ...(this.#isTooWide ? { problem: 'too-wide' } : {}),
      ...(this.#faults.length === 0 ? {} : { faults: this.#faults }),
    });
  }
}

const newCell = ({ t = '', s }: Readonly<Record<string, string>>): RawCell => ({
  type: t,
  style: s === undefined ? -1 : Number(s),
  stored: '',
  inline: '',
  isFormula: false,
});

export const createSheetReader = (workbook: Workbook): SheetReader => {
  const collector = new RowCollector();
  let cell: RawCell | undefined;
  let hears: 'stored' | 'inline' | undefined;
  let inAid = false;
  let inRow = false;
  const reader = createXmlReader({
    open: (name, attributes) => {
      if (name === 'c' && inRow && cell === undefined) {
        collector.startCell(attributes['r']);
        cell = newCell(attributes);
      } else if (name === 'v') hears = 'stored';
      else if (name === 't') hears = inAid ? undefined : 'inline';
      else if (name === 'f' && cell !== undefined) cell.isFormula = true;
      else if (name === 'rPh') inAid = true;
      else if (name === 'row') {
        if (inRow) throw new WorkbookFault('broken', collector.line);
        inRow = true;
        collector.startRow(attributes['r']);
      }
    },
    text: (piece) => {
      if (cell !== undefined && hears !== undefined) cell[hears] += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') hears = undefined;
      else if (name === 'rPh') inAid = false;
      else if (name === 'c' && cell !== undefined) {
        const value = valueOf(cell, workbook, collector.line);
        collector.addValue(cell.isFormula ? { ...value, fault: 'formula' } : value);
        cell = undefined;
      } else if (name === 'row') {
        inRow = false;
        collector.endRow();
      }
    },
  });
  return {
    ...reader,
    take: () => {
      const { rows } = collector;
      collector.rows = [];
      return rows;
    },
  };
};
