import { publishedDocuments } from '@erbao/benefit-policy/published-schemes';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { listSchemeFiles, readPackageFile } from './published-files.ts';

const manifest = z.record(z.string(), z.string()).parse(JSON.parse(readPackageFile('schemes/manifest.json')));
const files = listSchemeFiles();

describe('published scheme versions are immutable', () => {
  it.each(files)('%s has the hash with which it was published', (file) => {
    const document: unknown = JSON.parse(readPackageFile(file));
    expect(sha256Hex(canonicalJson(document))).toBe(manifest[file.replace('schemes/', '')]);
  });

  it('every file is published by the book', () => {
    expect(publishedDocuments).toHaveLength(files.length);
  });

  it('no published version has been taken away', () => {
    expect(files.map((file) => file.replace('schemes/', ''))).toEqual(Object.keys(manifest).sort());
  });
});
