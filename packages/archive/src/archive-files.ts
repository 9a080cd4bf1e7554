/**
 * The port to the archive: objects are only added. The store locks each for the retention of the stage and checks the bytes
 * against the hash; nobody in Erbao may delete or replace one.
 */
export type ArchiveFiles = {
  readonly has: (key: string) => Promise<boolean>;
  /** `sha256`: lower-case hexadecimal. Throws Unavailable, also when the store finds other bytes. */
  readonly put: (file: ArchivedFile) => Promise<void>;
  /** A legal hold keeps an object beyond its retention, until it is taken off. */
  readonly hold: (key: string, on: boolean) => Promise<void>;
};

export type ArchivedFile = {
  readonly key: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly sha256: string;
};
