/** Size of each function's bundle, as deployed and as a zip would be, and what weighs most in it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { bundleFunctions } from '../../infra/bundle.ts';
import { FUNCTIONS } from '../../infra/functions.ts';

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0).padStart(5)} KB`;

/** `node_modules/@scope/name/...` → `@scope/name`; ours by the room. */
const partOf = (file: string): string => {
  const place = file.split('node_modules/').at(-1) ?? file;
  const words = place.split('/');
  return file.includes('node_modules/') && !place.startsWith('@')
    ? (words[0] ?? place)
    : words.slice(0, 2).join('/');
};

const heaviest = (inputs: Metafile['outputs'][string]['inputs']): string => {
  const weights = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    weights.set(partOf(file), (weights.get(partOf(file)) ?? 0) + bytesInOutput);
  }
  return [...weights]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([part, bytes]) => `${part} ${kilobytes(bytes).trim()}`)
    .join(', ');
};

const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-bundles-'));
try {
  const names = FUNCTIONS.map(({ contract }) => contract.name);
  const began = performance.now();
  const { metafile } = await bundleFunctions(names, folder);
  console.log(`bundles of ${String(names.length)} functions in ${(performance.now() - began).toFixed(0)} ms`);
  for (const name of names) {
    const text = await readFile(path.join(folder, name, 'index.mjs'));
    const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`${name}/index.mjs`));
    const sizes = `${kilobytes(text.length)} ${kilobytes(gzipSync(text).length)} gzip`;
    console.log(`${name.padEnd(24)} ${sizes}   ${output === undefined ? '' : heaviest(output[1].inputs)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
