/**
 * The rules engines beside ours. Each gets the same bill flattened, the diagnosis already classified and the running
 * sums handed in: more than a fair start, because their languages have no dates, no ICD-10 and no counters.
 */
import { ZenEngine } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import * as z from 'zod';

export type FlatBill = {
  readonly kindCovered: boolean;
  readonly enrolled: boolean;
  readonly suspended: boolean;
  readonly designated: boolean;
  readonly crosses: boolean;
  readonly total: number;
  readonly eligible: number;
  readonly deductible: number;
  readonly ins: number;
  readonly paid: number;
  readonly difficult: boolean;
  readonly outside: boolean;
  readonly level: number;
  /** 0 none, 1 on eligible costs, 2 on total costs. */
  readonly cancerBase: number;
  readonly usedInpatient: number;
  readonly usedCancer: number;
};

/** `stop` 0 means decided. */
export type FlatAnswer = { readonly stop: number; readonly inpatient: number; readonly cancer: number };
export type Peer = {
  readonly name: string;
  readonly decide: (bill: FlatBill) => FlatAnswer | Promise<FlatAnswer>;
};

const flatAnswer = z.object({ stop: z.number(), inpatient: z.number(), cancer: z.number() });

const v = (name: string): unknown => ({ var: name });
const most = (...items: readonly unknown[]): unknown => ({ max: items });
const least = (...items: readonly unknown[]): unknown => ({ min: items });

const STOP_LOGIC = {
  if: [
    ...[
      { '!': v('kindCovered') },
      1,
      { '!': v('enrolled') },
      2,
      v('suspended'),
      3,
      { '!': v('designated') },
      4,
    ],
    ...[v('crosses'), 5],
    {
      or: [
        { '<': [least(v('total'), v('eligible'), v('deductible'), v('ins')), 0] },
        { '>': [v('paid'), v('total')] },
        { '>': [v('eligible'), v('total')] },
        { '>': [v('deductible'), v('eligible')] },
      ],
    },
    6,
    {
      and: [
        { '!': v('difficult') },
        { '!': v('outside') },
        { or: [{ '<': [v('level'), 1] }, { '>': [v('level'), 3] }] },
      ],
    },
    ...[7, 0],
  ],
};
const BASE = most(0, { '-': [{ '-': [v('eligible'), v('deductible')] }, v('ins')] });
const ROOM = { '-': [v('total'), v('paid')] };
const INPATIENT_LOGIC = most(
  0,
  least(
    {
      if: [
        ...[v('difficult'), ROOM, v('outside'), { share: [BASE, 1, 10] }],
        ...[{ '<=': [v('level'), 2] }, BASE, { share: [BASE, 1, 4] }],
      ],
    },
    ROOM,
    { '-': [10_000_000, v('usedInpatient')] },
    { '-': [{ '-': [13_000_000, v('usedInpatient')] }, v('usedCancer')] },
  ),
);
const CANCER_LOGIC = {
  if: [
    { '===': [v('cancerBase'), 0] },
    0,
    most(
      0,
      least(
        {
          '-': [
            { '-': [{ if: [{ '===': [v('cancerBase'), 2] }, v('total'), v('eligible')] }, v('paid')] },
            v('inpatient'),
          ],
        },
        { '-': [ROOM, v('inpatient')] },
        { '-': [3_000_000, v('usedCancer')] },
        { '-': [{ '-': [{ '-': [13_000_000, v('usedInpatient')] }, v('usedCancer')] }, v('inpatient')] },
      ),
    ),
  ],
};

type Built = (bill: unknown) => unknown;
const isBuilt = (value: unknown): value is Built => typeof value === 'function';
const built = (value: unknown): Built => {
  if (!isBuilt(value)) throw new TypeError('json-logic-engine builds functions');
  return value;
};

export const jsonLogicPeer = (): Peer => {
  const engine = new LogicEngine();
  engine.addMethod('share', ([base, num, den]: readonly number[]) =>
    Math.floor(((base ?? 0) * (num ?? 0) * 2 + (den ?? 1)) / ((den ?? 1) * 2)),
  );
  const stop = built(engine.build(STOP_LOGIC));
  const inpatient = built(engine.build(INPATIENT_LOGIC));
  const cancer = built(engine.build(CANCER_LOGIC));
  return {
    name: 'json-logic-engine, compiled',
    decide: (bill) => {
      const stopped = Number(stop(bill));
      if (stopped !== 0) return { stop: stopped, inpatient: 0, cancer: 0 };
      const paid = Number(inpatient(bill));
      return { stop: 0, inpatient: paid, cancer: Number(cancer({ ...bill, inpatient: paid })) };
    },
  };
};

const ZEN_EXPRESSIONS = [
  [
    'stop',
    'not kindCovered ? 1 : not enrolled ? 2 : suspended ? 3 : not designated ? 4 : crosses ? 5 : (min([total, eligible, deductible, ins]) < 0 or paid > total or eligible > total or deductible > eligible) ? 6 : (not difficult and not outside and (level < 1 or level > 3)) ? 7 : 0',
  ],
  ['base', 'max([0, eligible - deductible - ins])'],
  [
    'due',
    'difficult ? total - paid : outside ? floor(($.base * 2 + 10) / 20) : level <= 2 ? $.base : floor(($.base * 2 + 4) / 8)',
  ],
  [
    'inpatient',
    '$.stop != 0 ? 0 : max([0, min([$.due, total - paid, 10000000 - usedInpatient, 13000000 - usedInpatient - usedCancer])])',
  ],
  [
    'cancer',
    '$.stop != 0 or cancerBase == 0 ? 0 : max([0, min([(cancerBase == 2 ? total : eligible) - paid - $.inpatient, total - paid - $.inpatient, 3000000 - usedCancer, 13000000 - usedInpatient - usedCancer - $.inpatient])])',
  ],
] as const;

export const zenPeer = (): Peer => {
  const graph = {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', name: 'Request', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'rules',
        name: 'Rules',
        type: 'expressionNode',
        position: { x: 1, y: 0 },
        content: { expressions: ZEN_EXPRESSIONS.map(([key, value]) => ({ id: key, key, value })) },
      },
      { id: 'out', name: 'Response', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(graph);
  return {
    name: '@gorules/zen-engine graph',
    decide: async (bill) => flatAnswer.parse((await decision.evaluate(bill)).result),
  };
};

const when = (fact: string, value: unknown): { fact: string; operator: string; value: unknown } => ({
  fact,
  operator: 'equal',
  value,
});

/** Its rules choose, its facts compute: the library has no arithmetic of its own. */
export const jsonRulesPeer = (): Peer => {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const stops = [
    'kindCovered',
    'enrolled',
    'notSuspended',
    'designated',
    'notCrossing',
    'consistent',
    'levelKnown',
  ];
  stops.forEach((fact, index) => {
    const earlier = stops.slice(0, index).map((name) => when(name, true));
    engine.addRule({
      conditions: { all: [...earlier, when(fact, false)] },
      event: { type: 'stop', params: { stop: index + 1 } },
    });
  });
  const passed = stops.map((name) => when(name, true));
  const rates: readonly (readonly [readonly { fact: string; operator: string; value: unknown }[], number])[] =
    [
      [[when('difficult', true)], 0],
      [[when('difficult', false), when('outside', true)], 10],
      [
        [
          when('difficult', false),
          when('outside', false),
          { fact: 'level', operator: 'lessThanInclusive', value: 2 },
        ],
        1,
      ],
      [[when('difficult', false), when('outside', false), when('level', 3)], 4],
    ];
  for (const [conditions, den] of rates)
    engine.addRule({
      conditions: { all: [...passed, ...conditions] },
      event: { type: 'pay', params: { den } },
    });
  return {
    name: 'json-rules-engine',
    decide: async (bill) => {
      const { events } = await engine.run({
        ...bill,
        notSuspended: !bill.suspended,
        notCrossing: !bill.crosses,
        consistent:
          Math.min(bill.total, bill.eligible, bill.deductible, bill.ins) >= 0 &&
          bill.paid <= bill.total &&
          bill.eligible <= bill.total &&
          bill.deductible <= bill.eligible,
        levelKnown: bill.difficult || bill.outside || (bill.level >= 1 && bill.level <= 3),
      });
      const [event] = events;
      if (event?.type !== 'pay') return { stop: Number(event?.params?.stop), inpatient: 0, cancer: 0 };
      return payFlat(bill, Number(event.params?.den));
    },
  };
};

const payFlat = (bill: FlatBill, den: number): FlatAnswer => {
  const base = Math.max(0, bill.eligible - bill.deductible - bill.ins);
  const room = bill.total - bill.paid;
  const due = den === 0 ? room : Math.floor((base * 2 + den) / (den * 2));
  const both = 13_000_000 - bill.usedInpatient - bill.usedCancer;
  const inpatient = Math.max(0, Math.min(due, room, 10_000_000 - bill.usedInpatient, both));
  if (bill.cancerBase === 0) return { stop: 0, inpatient, cancer: 0 };
  const rest = (bill.cancerBase === 2 ? bill.total : bill.eligible) - bill.paid - inpatient;
  const cancer = Math.max(0, Math.min(rest, room - inpatient, 3_000_000 - bill.usedCancer, both - inpatient));
  return { stop: 0, inpatient, cancer };
};
