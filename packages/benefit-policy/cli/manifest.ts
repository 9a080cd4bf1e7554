/**
 * Published scheme files never change. `schemes/manifest.json` holds the hash of each; this command only adds files
 * that are new, so that a change to a published one stays a failing test.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { publishedDocuments } from '../src/published-schemes.ts';
import { DocumentNode } from '../src/document-node.ts';

const manifestFile = new URL('../schemes/manifest.json', import.meta.url);
const root: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'));
const hashes = new Map(
  new DocumentNode(root, '', () => {}).entries().map(([file, hash]) => [file, hash.text()] as const),
);
let changed = 0;
for (const document of publishedDocuments) {
  const node = new DocumentNode(document, '', () => {});
  const file = `${node.field('scheme').text()}/${node.field('version').text()}.json`;
  const hash = sha256Hex(canonicalJson(document));
  const known = hashes.get(file);
  if (known === undefined) hashes.set(file, hash);
  else if (known !== hash) {
    changed += 1;
    console.log(`${file} was published with another content; publish a new version instead`);
  }
}
const sorted = Object.fromEntries([...hashes].sort(([a], [b]) => (a < b ? -1 : 1)));
if (changed === 0) writeFileSync(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
process.exitCode = changed > 0 ? 1 : 0;
