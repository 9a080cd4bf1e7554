/** Lines up Chinese and Latin text in a terminal: a Chinese character is two columns wide. */

const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);

const pad = (text: string, width: number, right: boolean): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? blanks + text : text + blanks;
};

/** The first column to the left, the others to the right. */
export const tableLines = (rows: readonly (readonly string[])[]): readonly string[] => {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_unused, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column > 0))
      .join('  ')
      .trimEnd(),
  );
};

/** 1234567 → 1,234,567. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
