/**
 * Stores that end the program at the n-th write: before it happens, or after it has happened and nobody heard of it. What
 * comes after the end is a new program on the same stores.
 */
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables } from '@erbao/dynamo-kit/tables';

export class Killed extends Error {}

type Stores = { readonly tables: Tables; readonly files: Files };

export const breakingStores = (
  { tables, files }: Stores,
  at: number,
  when: 'before' | 'after',
): Stores & { readonly writes: () => number } => {
  let writes = 0;
  const guarded = async <T>(write: () => Promise<T>): Promise<T> => {
    writes += 1;
    if (writes === at && when === 'before') throw new Killed();
    const outcome = await write();
    if (writes === at) throw new Killed();
    return outcome;
  };
  return {
    tables: { ...tables, commit: (list) => guarded(() => tables.commit(list)) },
    files: { ...files, write: (...file) => guarded(() => files.write(...file)) },
    writes: () => writes,
  };
};
