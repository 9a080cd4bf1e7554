/** A year of bills decided under two scheme versions: what changes for the fund and for whom. */
import { type Fen, fen } from '@erbao/kernel/money';
import { type BulkScheme, bulkScheme } from './bulk/bulk-scheme.ts';
import type { CompiledScheme } from './engine.ts';
import { AREAS, type BillFacts, billDate, LEVELS, type MemberFacts } from './facts.ts';

export const DIMENSIONS = ['benefit', 'hospital', 'identity', 'outcome'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type ComparedRow = {
  readonly dimension: Dimension;
  readonly key: string;
  readonly baseFen: Fen;
  readonly changeFen: Fen;
  /** Bills of this row that are paid anything, under the base and under the change. */
  readonly baseBills: number;
  readonly changeBills: number;
};

export type MemberChange = { readonly member: string; readonly baseFen: Fen; readonly changeFen: Fen };

export type Comparison = {
  readonly members: number;
  readonly bills: number;
  readonly baseFen: Fen;
  readonly changeFen: Fen;
  readonly rows: readonly ComparedRow[];
  readonly gainMost: readonly MemberChange[];
  readonly loseMost: readonly MemberChange[];
  readonly gaining: number;
  readonly losing: number;
};

type Cell = { baseFen: number; changeFen: number; baseBills: number; changeBills: number };
type Side = 'base' | 'change';

const add = (table: Map<string, Cell>, key: string, side: Side, sum: number): void => {
  let cell = table.get(key);
  if (cell === undefined) {
    cell = { baseFen: 0, changeFen: 0, baseBills: 0, changeBills: 0 };
    table.set(key, cell);
  }
  if (side === 'base') {
    cell.baseFen += sum;
    if (sum > 0) cell.baseBills += 1;
  } else {
    cell.changeFen += sum;
    if (sum > 0) cell.changeBills += 1;
  }
};

const identityKey = (member: MemberFacts, bill: BillFacts): string => {
  if (member.identities.length === 0) return 'none';
  const on = billDate(bill);
  if (on === undefined) return 'none';
  const kinds = member.identities.filter((one) => one.from <= on && (one.to === undefined || on <= one.to));
  return kinds.length === 0 ? 'none' : [...new Set(kinds.map((one) => one.kind))].sort().join('+');
};

/** Made once: a key text for each of a million bills would cost more than deciding it. */
const HOSPITAL_KEYS = new Map(
  AREAS.map((area) => [area, LEVELS.map((level) => `${area}/${level}`)] as const),
);
const hospitalKey = ({ facility }: BillFacts): string =>
  HOSPITAL_KEYS.get(facility.area)?.[facility.level] ?? facility.area;

/** Keeps the few largest without sorting a district. */
class Extremes {
  private readonly most: number;
  private readonly kept: MemberChange[] = [];

  constructor(most: number) {
    this.most = most;
  }

  offer(change: MemberChange, size: number): void {
    if (size <= 0) return;
    const last = this.kept[this.kept.length - 1];
    if (this.kept.length >= this.most && last !== undefined && size <= sizeOf(last)) return;
    const at = this.kept.findIndex((other) => sizeOf(other) < size);
    this.kept.splice(at < 0 ? this.kept.length : at, 0, change);
    if (this.kept.length > this.most) this.kept.pop();
  }

  get list(): readonly MemberChange[] {
    return this.kept;
  }
}

const sizeOf = (change: MemberChange): number => Math.abs(change.changeFen - change.baseFen);

const OUTCOMES = ['granted', 'nothing'] as const;

export class WhatIf {
  private readonly base: BulkScheme;
  private readonly change: BulkScheme;
  private readonly tables: Readonly<Record<Dimension, Map<string, Cell>>> = {
    benefit: new Map(),
    hospital: new Map(),
    identity: new Map(),
    outcome: new Map(),
  };
  private readonly gain: Extremes;
  private readonly lose: Extremes;
  private members = 0;
  private bills = 0;
  private baseFen = 0;
  private changeFen = 0;
  private gaining = 0;
  private losing = 0;

  constructor(base: CompiledScheme, change: CompiledScheme, extremes = 10) {
    this.base = bulkScheme(base);
    this.change = bulkScheme(change);
    this.gain = new Extremes(extremes);
    this.lose = new Extremes(extremes);
  }

  /** All bills of one member, in the order in which they are settled. */
  add(name: string, member: MemberFacts, bills: readonly BillFacts[]): void {
    const baseFen = this.decideAll('base', this.base, member, bills);
    const changeFen = this.decideAll('change', this.change, member, bills);
    this.members += 1;
    this.bills += bills.length;
    this.baseFen += baseFen;
    this.changeFen += changeFen;
    if (baseFen === changeFen) return;
    const change = { member: name, baseFen: fen(baseFen), changeFen: fen(changeFen) };
    if (changeFen > baseFen) this.gaining += 1;
    else this.losing += 1;
    this.gain.offer(change, changeFen - baseFen);
    this.lose.offer(change, baseFen - changeFen);
  }

  private decideAll(
    side: Side,
    scheme: BulkScheme,
    member: MemberFacts,
    bills: readonly BillFacts[],
  ): number {
    const counters = scheme.newCounters();
    const { granted } = scheme.outcome;
    let all = 0;
    for (const bill of bills) {
      const stop = scheme.decide(member, bill, counters);
      let sum = 0;
      if (stop === 0)
        for (let index = 0; index < granted.length; index += 1) {
          const part = granted[index] ?? 0;
          if (part === 0) continue;
          sum += part;
          add(this.tables.benefit, scheme.benefits[index] ?? '', side, part);
        }
      all += sum;
      this.count(side, scheme, stop, sum);
      add(this.tables.hospital, hospitalKey(bill), side, sum);
      add(this.tables.identity, identityKey(member, bill), side, sum);
    }
    return all;
  }

  /** Bills by outcome: here the number of bills is what counts, not the sum. */
  private count(side: Side, scheme: BulkScheme, stop: number, sum: number): void {
    const key = stop === 0 ? OUTCOMES[sum > 0 ? 0 : 1] : scheme.stopName(stop);
    const table = this.tables.outcome;
    add(table, key, side, sum);
    const cell = table.get(key);
    if (cell === undefined || sum > 0) return;
    if (side === 'base') cell.baseBills += 1;
    else cell.changeBills += 1;
  }

  result(): Comparison {
    const rows = DIMENSIONS.flatMap((dimension) =>
      [...this.tables[dimension]]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, cell]) => ({
          dimension,
          key,
          baseFen: fen(cell.baseFen),
          changeFen: fen(cell.changeFen),
          baseBills: cell.baseBills,
          changeBills: cell.changeBills,
        })),
    );
    return {
      members: this.members,
      bills: this.bills,
      baseFen: fen(this.baseFen),
      changeFen: fen(this.changeFen),
      rows,
      gainMost: this.gain.list,
      loseMost: this.lose.list,
      gaining: this.gaining,
      losing: this.losing,
    };
  }
}
