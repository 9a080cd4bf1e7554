/** The published files as they lie in the repository: texts for the tests that check files, not meaning. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packageFolder = new URL('../../packages/benefit-policy/', import.meta.url);

export const readPackageFile = (path: string): string =>
  readFileSync(fileURLToPath(new URL(path, packageFolder)), 'utf8');

export const listPackageFiles = (folder: string, ending: string): readonly string[] =>
  readdirSync(fileURLToPath(new URL(`${folder}/`, packageFolder)), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();

/** The published scheme files, without the manifest beside them. */
export const listSchemeFiles = (): readonly string[] =>
  listPackageFiles('schemes', '.json').filter((file) => !file.endsWith('manifest.json'));
