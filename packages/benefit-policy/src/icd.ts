/** ICD-10 codes as numbers, so that a range of categories is two comparisons. */

/** Both ends included, on the scale of {@link categoryOf}. */
export type CodeRange = { readonly from: number; readonly to: number };

const LETTER_A = 65;
const DIGIT_0 = 48;
const DOT = 46;
/** What {@link categoryOf} answers for a text that is no ICD-10 code. */
export const UNREADABLE = -1;

const digitAt = (code: string, index: number): number => {
  const digit = code.charCodeAt(index) - DIGIT_0;
  return digit >= 0 && digit <= 9 ? digit : UNREADABLE;
};

/** Each three-character category has eleven places: its ten subcategories and "none given". */
const PLACES = 11;
const NONE_GIVEN = 10;

/** The place of a code; lower case is read as upper case, the dot is skipped, what follows is ignored. */
export const categoryOf = (code: string): number => {
  const first = code.charCodeAt(0);
  const letter = (first >= 97 ? first - 32 : first) - LETTER_A;
  const tens = digitAt(code, 1);
  const ones = digitAt(code, 2);
  if (!(letter >= 0 && letter < 26) || tens < 0 || ones < 0) return UNREADABLE;
  const fourth = digitAt(code, code.charCodeAt(3) === DOT ? 4 : 3);
  return (letter * 100 + tens * 10 + ones) * PLACES + (fourth < 0 ? NONE_GIVEN : fourth);
};

export const inRange = (category: number, ranges: readonly CodeRange[]): boolean => {
  for (const range of ranges) if (category >= range.from && category <= range.to) return true;
  return false;
};

const WRITTEN_RANGE = /^([A-Z]\d\d)(?:-([A-Z]\d\d))?$/;
const WRITTEN_CODE = /^[A-Z]\d\d\.\d$/;

/** Reads `C34`, `C00-C97` or `C91.1` of a scheme file. */
export const readCodeRange = (text: string): CodeRange | undefined => {
  if (WRITTEN_CODE.test(text)) return { from: categoryOf(text), to: categoryOf(text) };
  const match = WRITTEN_RANGE.exec(text);
  if (match === null) return undefined;
  const [, first = '', last = first] = match;
  const range = { from: categoryOf(`${first}.0`), to: categoryOf(last) };
  return range.from <= range.to ? range : undefined;
};
