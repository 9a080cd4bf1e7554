/** One hash of everything a deployment is made from, so that a start without a change need not bundle and synthesise. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SOURCES = ['functions', 'packages', 'infra', 'package-lock.json', 'tsconfig.json'];
const NOT_DEPLOYED = /(^|\/)(node_modules|dist|cdk\.out)\/|^infra\/local\/|\.test\.ts$|\.md$/;

const filesIn = async (place: string): Promise<readonly string[]> => {
  if (path.extname(place) !== '') return [place];
  const entries = await readdir(path.join(ROOT, place), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'));
};

/** Of the sources and of `also`, whatever else decides what is deployed. */
export const sourceHash = async (also: readonly string[]): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(also));
  const lists = await Promise.all(SOURCES.map(filesIn));
  const files = lists
    .flat()
    .filter((file) => !NOT_DEPLOYED.test(file))
    .sort();
  for (const file of files) hash.update(file).update(await readFile(path.join(ROOT, file)));
  return hash.digest('hex');
};
