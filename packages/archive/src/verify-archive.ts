/** Everything in the archive computed again: each manifest against the record of it, each object against its manifest. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ArchiveRecord } from './archive-record.ts';
import { type Manifest, manifestKey, manifestSchema } from './manifest.ts';

export type ListedObject = {
  readonly key: string;
  /** Versions and marks of deletion of this key; more than one means that somebody wrote or deleted over it. */
  readonly versions: number;
  readonly deleted: boolean;
};
export type Vault = {
  readonly list: () => AsyncIterable<ListedObject>;
  readonly read: (key: string) => Promise<Uint8Array>;
  /** Whether the store refuses to delete it today. */
  readonly locked: (key: string) => Promise<boolean>;
  readonly records: () => AsyncIterable<ArchiveRecord>;
};

export type Finding = {
  /** `unlocked`: whole, but the store would let it be deleted. `replaced`: a later version lies over it. */
  readonly kind: 'missing' | 'changed' | 'extra' | 'replaced' | 'deleted' | 'unlocked' | 'unreadable';
  readonly key: string;
};
export type Verification = {
  readonly claims: number;
  readonly objects: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
};

const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

const readManifest = (bytes: Uint8Array): Manifest | undefined => {
  try {
    return manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    // no JSON: the caller reports it as unreadable
    return undefined;
  }
};

export const verifyArchive = async (vault: Vault): Promise<Verification> => {
  const findings: Finding[] = [];
  const found = (kind: Finding['kind'], key: string): void => void findings.push({ kind, key });
  const present = new Map<string, ListedObject>();
  for await (const object of vault.list()) present.set(object.key, object);
  const expected = new Set<string>();
  let claims = 0;
  let bytes = 0;

  /** Reads and hashes one object; gives its content when it is what it should be. */
  const check = async (key: string, hash: string): Promise<Uint8Array | undefined> => {
    if (expected.has(key)) return undefined;
    expected.add(key);
    const object = present.get(key);
    if (object === undefined || object.deleted) {
      found(object === undefined ? 'missing' : 'deleted', key);
      return undefined;
    }
    if (object.versions > 1) found('replaced', key);
    const content = await vault.read(key);
    bytes += content.length;
    if (!(await vault.locked(key))) found('unlocked', key);
    if (hashOf(content) === hash) return content;
    found('changed', key);
    return undefined;
  };

  for await (const { claimId, version, manifestSha256 } of vault.records()) {
    if (version === 0) continue;
    claims += 1;
    let hash = manifestSha256;
    // from the newest back: each vouches for the one before
    for (let place = version; place >= 1; place -= 1) {
      const key = manifestKey(claimId, place);
      const content = await check(key, hash ?? '');
      const manifest = content === undefined ? undefined : readManifest(content);
      if (content !== undefined && manifest === undefined) found('unreadable', key);
      for (const file of [...(manifest?.papers ?? []), ...(manifest?.letters ?? [])])
        await check(file.key, file.sha256);
      hash = manifest?.previous;
    }
  }
  for (const key of present.keys()) if (!expected.has(key)) found('extra', key);
  return { claims, objects: expected.size, bytes, findings };
};
