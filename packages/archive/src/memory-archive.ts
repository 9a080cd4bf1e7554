/** {@link ArchiveFiles} in memory, for use-case tests. */
import type { ArchivedFile, ArchiveFiles } from './archive-files.ts';

export const memoryArchive = (): ArchiveFiles & {
  readonly files: Map<string, ArchivedFile>;
  readonly held: Set<string>;
} => {
  const files = new Map<string, ArchivedFile>();
  const held = new Set<string>();
  return {
    files,
    held,
    has: (key) => Promise.resolve(files.has(key)),
    put: (file) => {
      files.set(file.key, file);
      return Promise.resolve();
    },
    hold: (key, on) => {
      if (on) held.add(key);
      else held.delete(key);
      return Promise.resolve();
    },
  };
};
