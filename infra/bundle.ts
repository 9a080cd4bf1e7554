/**
 * All functions in one esbuild call: `dist/functions/<name>/index.mjs` with the AWS SDK inside (Lambda's own copy is of
 * another version, and the emulator has none). Used by synth and by the local cloud alike. Nothing may depend on the
 * names of functions and classes: errors carry theirs as texts, and keeping the others costs a twelfth of a cold start.
 */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, type BuildResult } from 'esbuild';
import { copyPackagesApart, PACKAGES_APART } from './packages-apart.ts';

export const FUNCTIONS_FOLDER = path.join(import.meta.dirname, '..', 'functions');
export const BUNDLE_FOLDER = path.join(import.meta.dirname, '..', 'dist', 'functions');

/** Bundled CommonJS packages call `require` and name their folder, which ESM does not have. */
const BANNER =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;";

export const functionFolders = async (folder = FUNCTIONS_FOLDER): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'contract.ts')))
    .map((entry) => entry.name)
    .sort();
};

export const bundleFunctions = async (
  names: readonly string[],
  outdir = BUNDLE_FOLDER,
  folder = FUNCTIONS_FOLDER,
): Promise<BuildResult<{ metafile: true }>> => {
  await rm(outdir, { recursive: true, force: true });
  const result = await build({
    entryPoints: Object.fromEntries(
      names.map((name) => [`${name}/index`, path.join(folder, name, 'index.ts')]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // The typefaces of the papers lie inside the one function that prints them
    loader: { '.ttf': 'binary', '.br': 'binary' },
    minify: true,
    // Chinese as itself, not six characters of escape for each
    charset: 'utf8',
    // For the reader of a stack trace; left out of what is deployed
    sourcemap: 'external',
    banner: { js: BANNER },
    metafile: true,
    logLevel: 'warning',
    external: PACKAGES_APART,
  });
  await copyPackagesApart(result.metafile, process.cwd());
  return result;
};
