/**
 * Which national disease code is a chronic (门慢) and which a special (门特) outpatient disease. The national code 14
 * covers both, the schemes do not; the list is dated data, and says itself that it is not confirmed yet.
 */
import type { LocalDate } from '@erbao/kernel/dates';
import { localDate } from '@erbao/kernel/dates';
import table2018 from '../diseases/2018-01-01.json' with { type: 'json' };

export type ListedDisease = {
  /** The word under which members are registered and schemes speak. */
  readonly disease: string;
  readonly zh: string;
  readonly codes: readonly string[];
};
export type DiseaseTable = {
  readonly validFrom: LocalDate;
  readonly confirmed: boolean;
  readonly source: string;
  readonly chronic: readonly ListedDisease[];
  readonly special: readonly ListedDisease[];
};

/** In order of `validFrom`. */
export const diseaseTables: readonly DiseaseTable[] = [
  { ...table2018, validFrom: localDate(table2018.validFrom) },
];

/** The table in force on a day; before the first one, the first. */
export const diseaseTableOn = (tables: readonly DiseaseTable[], on: LocalDate): DiseaseTable | undefined =>
  tables.findLast(({ validFrom }) => validFrom <= on) ?? tables[0];

export type DiseaseKind = { readonly kind: 'chronic' | 'special'; readonly disease: string };

const kindsByCode = (table: DiseaseTable): ReadonlyMap<string, DiseaseKind> => {
  const kinds = new Map<string, DiseaseKind>();
  for (const kind of ['chronic', 'special'] as const)
    for (const { disease, codes } of table[kind])
      for (const code of codes) if (!kinds.has(code)) kinds.set(code, { kind, disease });
  return kinds;
};
// every outpatient row of a month file asks
const known = new WeakMap<DiseaseTable, ReadonlyMap<string, DiseaseKind>>();

export const diseaseOf = (table: DiseaseTable | undefined, code: string): DiseaseKind | undefined => {
  if (table === undefined) return undefined;
  const kinds = known.get(table) ?? kindsByCode(table);
  known.set(table, kinds);
  return kinds.get(code.toUpperCase());
};
