/**
 * The port to uploads in parts, for weak lines: a part that has arrived stays, the rest is sent again when the line is
 * back, and nothing is an object before all parts are joined.
 */
export type UploadedPart = {
  /** From 1. */
  readonly number: number;
  readonly bytes: number;
  /** By which the store knows the part again. */
  readonly tag: string;
};

export type PartUploads = {
  /** Begins an upload and gives its id. */
  readonly open: (key: string, contentType: string) => Promise<string>;
  /** A link that takes one part by PUT for some minutes; the same part sent again replaces it. */
  readonly partLink: (key: string, uploadId: string, number: number) => Promise<string>;
  /** What has arrived, by number; `undefined` when the upload was joined or given up. */
  readonly arrived: (key: string, uploadId: string) => Promise<readonly UploadedPart[] | undefined>;
  /** Makes the object of all parts; from then on no part link works. */
  readonly join: (key: string, uploadId: string, parts: readonly UploadedPart[]) => Promise<void>;
  readonly giveUp: (key: string, uploadId: string) => Promise<void>;
};

/** The least that S3 takes for any part but the last. */
export const PART_BYTES = 5 * 1024 * 1024;
export const PART_LINK_SECONDS = 900;
