/** A page as text: lines with the place of each character, whoever read it. */

/** Across and down from the upper left, in pixels or points of the page. */
export type Point = readonly [x: number, y: number];
/** Upper left, upper right, lower right, lower left, in the direction of reading. */
export type Corners = readonly [Point, Point, Point, Point];

export type TextCharacter = {
  readonly text: string;
  /** 0 … 1, how sure the engine is of this character; 1 for text that the file itself gives. */
  readonly confidence: number;
  /** 0 … 1 along the line, the middle of the character. */
  readonly at: number;
};

export type TextLine = { readonly characters: readonly TextCharacter[]; readonly corners: Corners };

export type PageText = {
  readonly source: 'pdf-text' | 'ocr';
  /** Of the page upright; corners lie in it. */
  readonly width: number;
  readonly height: number;
  /** Quarter turns clockwise that brought the page upright from how it came. */
  readonly turns: 0 | 1 | 2 | 3;
  readonly lines: readonly TextLine[];
  readonly codes: readonly PageCode[];
};

/** A QR or bar code and what it says. */
export type PageCode = { readonly text: string; readonly format: string; readonly corners: Corners };
