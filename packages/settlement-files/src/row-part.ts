/** The sort key of a row's item; a file of ten million rows still sorts. */
const ROW_DIGITS = 8;
export const rowPart = (rowNumber: number): string => `ROW#${String(rowNumber).padStart(ROW_DIGITS, '0')}`;
