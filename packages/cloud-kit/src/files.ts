/** The port to one bucket. Keys are the caller's; contents are bytes. */

/** What a browser or a hospital's program needs to upload one file: a form POST to `url` with `fields` before `file`. */
export type UploadTicket = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
};

/** How long a link to look at or to save a file works. */
export const LINK_SECONDS = 300;

export type TicketRequest = {
  readonly key: string;
  readonly contentType: string;
  /** The store refuses a larger body. */
  readonly maxBytes: number;
  /** Lower-case hexadecimal SHA-256 that the uploaded bytes must have, kept as metadata and checked when taken. */
  readonly sha256: string;
};

export type FileFacts = {
  readonly bytes: number;
  readonly contentType: string;
  /** The hash promised in the ticket, when there was one. */
  readonly promisedSha256?: string;
};

export type Files = {
  readonly uploadTicket: (request: TicketRequest) => Promise<UploadTicket>;
  /** A link that reads one file for a few minutes, saved under `fileName`. */
  readonly downloadLink: (key: string, fileName: string) => Promise<string>;
  /** A link that shows one file in a browser for a few minutes, as the given type whatever it was uploaded as. */
  readonly viewLink: (key: string, contentType: string) => Promise<string>;
  readonly facts: (key: string) => Promise<FileFacts | undefined>;
  /** The content in pieces. Throws NotFound `file-missing`. */
  readonly read: (key: string) => AsyncIterable<Uint8Array>;
  /** Bytes `start` up to, not including, `end`. Throws NotFound `file-missing`. */
  readonly readPart: (key: string, start: number, end: number) => Promise<Uint8Array>;
  readonly write: (key: string, contentType: string, body: Uint8Array) => Promise<void>;
  /** Puts a word on the newest version of a file, by which the store's own rules know it. */
  readonly mark: (key: string, mark: { readonly name: string; readonly value: string }) => Promise<void>;
  /** For what may be long: holds a few MB of it at a time. The file appears whole or not at all. */
  readonly writeStream: (
    key: string,
    contentType: string,
    pieces: AsyncIterable<Uint8Array>,
  ) => Promise<void>;
};

/** Pieces as one. */
export const joinPieces = async (read: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of read) pieces.push(piece);
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
};

/** The whole content; for files whose size is bounded. */
export const readWhole = (files: Files, key: string): Promise<Uint8Array> => joinPieces(files.read(key));
