/** All published scheme versions: finds the one that holds on a bill's date. */
import type { LocalDate } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import { canonicalJson, sha256Hex } from '@erbao/kernel/ids';
import { DocumentNode, type SchemeFault } from './document-node.ts';
import { type CompiledScheme, compileScheme } from './engine.ts';
import { type Declared, readParameters } from './parameters.ts';
import { readScheme } from './read-scheme.ts';
import type { Scheme } from './scheme.ts';

export type SchemeMissing =
  | 'scheme-unknown'
  | 'scheme-not-yet-valid'
  | 'scheme-no-longer-valid'
  | 'parameters-missing'
  | 'parameters-invalid';

export type SchemeFound =
  | { readonly found: true; readonly scheme: CompiledScheme }
  | { readonly found: false; readonly reason: SchemeMissing; readonly problems?: readonly string[] };

export type SchemeBook = {
  readonly schemes: readonly Scheme[];
  readonly schemeFor: (schemeId: string, on: LocalDate, parameters?: unknown) => SchemeFound;
};

type Version = { readonly document: unknown; readonly scheme: Scheme; readonly declared: Declared };

const sentence = (fault: SchemeFault): string => `${fault.file}: ${fault.path}: ${fault.problem}`;

/** Two versions of one scheme may not hold on the same day; an open version ends where the next begins. */
const overlaps = (versions: readonly Version[]): readonly SchemeFault[] =>
  versions.flatMap((version, index) => {
    const next = versions[index + 1];
    if (next === undefined) return [];
    const { schemeId, version: from, validTo } = version.scheme;
    const file = `${schemeId}/${next.scheme.version}.json`;
    if (next.scheme.version === from)
      return [{ file, path: 'version', problem: 'this version is given twice' }];
    return validTo !== undefined && validTo >= next.scheme.version
      ? [{ file, path: 'version', problem: `overlaps the version ${from}, valid to ${validTo}` }]
      : [];
  });

const byId = (versions: readonly Version[]): ReadonlyMap<string, readonly Version[]> => {
  const map = new Map<string, Version[]>();
  for (const version of versions) {
    const list = map.get(version.scheme.schemeId) ?? [];
    list.push(version);
    map.set(version.scheme.schemeId, list);
  }
  for (const list of map.values()) list.sort((a, b) => (a.scheme.version < b.scheme.version ? -1 : 1));
  return map;
};

type ReadVersion = Version & { readonly faults: readonly SchemeFault[] };

const readVersions = (documents: readonly unknown[]): readonly ReadVersion[] =>
  documents.map((document, index) => ({ document, ...readScheme(document, index) }));

const faultsOf = (versions: readonly ReadVersion[]): readonly string[] => {
  const clashes = [...byId(versions).values()].flatMap(overlaps);
  return [...versions.flatMap((version) => version.faults), ...clashes].map(sentence);
};

/** Every fault of some scheme files, as sentences that name file and path. */
export const findSchemeFaults = (documents: readonly unknown[]): readonly string[] =>
  faultsOf(readVersions(documents));

/** The key of a municipality's numbers; equal numbers are compiled once. */
const NO_PARAMETERS = '';

type Compiled = { readonly scheme: CompiledScheme } | { readonly problems: readonly string[] };

const compileVersion = (version: Version, parameters: unknown): Compiled => {
  const hash = (): string => sha256Hex(canonicalJson(version.document));
  if (version.declared.size === 0) return { scheme: compileScheme(version.scheme, hash) };
  const faults: SchemeFault[] = [];
  const root = new DocumentNode(parameters, '', (path, problem) =>
    faults.push({ file: 'parameters', path, problem }),
  );
  const read = readScheme(version.document, 0, (declared) => readParameters(declared, root));
  const problems = [...faults, ...read.faults].map(sentence);
  if (problems.length > 0) return { problems };
  return { scheme: compileScheme(read.scheme, hash) };
};

const versionOn = (versions: readonly Version[], on: LocalDate): Version | SchemeMissing => {
  const started = versions.filter((version) => version.scheme.version <= on);
  const latest = started[started.length - 1];
  if (latest === undefined) return 'scheme-not-yet-valid';
  const { validTo } = latest.scheme;
  return validTo !== undefined && validTo < on ? 'scheme-no-longer-valid' : latest;
};

export const openSchemeBook = (documents: readonly unknown[]): SchemeBook => {
  const versions = readVersions(documents);
  const faults = faultsOf(versions);
  if (faults.length > 0) throw new InvalidInput('scheme-invalid', { faults });
  const book = byId(versions);
  const compiled = new Map<Version, Map<string, Compiled>>();
  const compile = (version: Version, parameters: unknown): Compiled => {
    const key = version.declared.size === 0 ? NO_PARAMETERS : canonicalJson(parameters);
    const known = compiled.get(version) ?? new Map<string, Compiled>();
    const result = known.get(key) ?? compileVersion(version, parameters);
    compiled.set(version, known.set(key, result));
    return result;
  };
  return {
    schemes: versions.map((version) => version.scheme),
    schemeFor: (schemeId, on, parameters) => {
      const list = book.get(schemeId);
      if (list === undefined) return { found: false, reason: 'scheme-unknown' };
      const version = versionOn(list, on);
      if (typeof version === 'string') return { found: false, reason: version };
      if (version.declared.size > 0 && (parameters === undefined || parameters === null))
        return { found: false, reason: 'parameters-missing' };
      const result = compile(version, parameters);
      return 'scheme' in result
        ? { found: true, scheme: result.scheme }
        : { found: false, reason: 'parameters-invalid', problems: result.problems };
    },
  };
};
