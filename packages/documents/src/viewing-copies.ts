/** Copies of an image to look at; the original is never touched. PDFs are looked at as they are. */

/** The longest edge in pixels: A4 at 1600 is 137 dpi, on which printed amounts and stamps are read well. */
export const VIEW_EDGE = 1600;
export const THUMBNAIL_EDGE = 240;

export const COPY_SIZES = ['view', 'thumbnail'] as const;
export type CopySize = (typeof COPY_SIZES)[number];

/** Outside `papers/`, whose objects are announced as uploads. */
export const copyKey = (paperId: string, size: CopySize): string => `copies/${paperId}/${size}.jpg`;
export const COPY_TYPE = 'image/jpeg';

/** Upright JPEGs in sRGB without any metadata: where and with which phone a paper was photographed stays in the original. */
export type Copies = Readonly<Record<CopySize, Uint8Array>> & {
  /** How it looks ({@link pictureHash}), to know the same photograph again. */
  readonly likeness: string;
};

/** `undefined`: the content cannot be decoded to its end, so nobody could ever look at it. */
export type DrawCopies = (
  content: Uint8Array,
  contentType: 'image/jpeg' | 'image/png' | 'image/heic',
) => Promise<Copies | undefined>;
