import { auditTree } from '@erbao/benefit-policy/audit-tree';
import { decideBills } from '@erbao/benefit-policy/decide-bills';
import { clausesOf, explainInChinese } from '@erbao/benefit-policy/explain';
import type { BillFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { publishedDocuments, publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { reasonCodes, reasonSentence } from '@erbao/benefit-policy/reasons';
import { checkReceipt, makeReceipt, type Receipt } from '@erbao/benefit-policy/receipt';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import { openSchemeBook } from '@erbao/benefit-policy/scheme-book';
import { localDate } from '@erbao/kernel/dates';
import { canonicalJson } from '@erbao/kernel/ids';
import { fen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { PARAMETERS, someBill, someMember } from './arbitrary-facts.ts';

const schemeHead = z.looseObject({ scheme: z.string() });
const book = publishedSchemeBook();
const ids = book.schemes.map((scheme) => scheme.schemeId);

const receiptsOf = (scheme: string, member: MemberFacts, bills: readonly BillFacts[]): readonly Receipt[] =>
  decideBills(book, scheme, member, bills, PARAMETERS).flatMap((one) => {
    if (one.scheme === undefined) return [];
    const { bill, usedBefore, adjudged } = one;
    const facts = { member, bill };
    return [makeReceipt({ scheme: one.scheme, facts, usedBefore, adjudged, parameters: PARAMETERS })];
  });

const someBills = fc.array(someBill, { minLength: 1, maxLength: 4 });

describe.each(ids)('receipts of %s', (scheme) => {
  it('agree after a journey through JSON, and every granted benefit has a clause', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        for (const receipt of receiptsOf(scheme, member, bills)) {
          const read = receiptSchema.parse(JSON.parse(JSON.stringify(receipt)));
          expect(checkReceipt(read, book)).toEqual({ agrees: true });
          const granted =
            receipt.decision.outcome === 'granted' ? Object.keys(receipt.decision.benefits) : [];
          const explained = new Set(clausesOf(receipt).map((clause) => clause.benefit));
          expect([...explained].sort()).toEqual(granted.sort());
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are explained in Chinese sentences without a gap', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        for (const receipt of receiptsOf(scheme, member, bills)) {
          const text = explainInChinese(receipt).join('\n');
          expect(text).not.toMatch(/undefined|NaN|注意|未登记/);
          expect(text).toMatch(/如何提出异议/);
          expect(JSON.stringify(auditTree(receipt))).not.toMatch(/undefined|NaN/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const member = {
  birthDate: localDate('1965-03-02'),
  sex: 'male' as const,
  insurance: 'resident' as const,
  identities: [],
  enrolments: [{ from: localDate('2018-01-01'), to: localDate('2018-12-31') }],
};
const bill = {
  kind: 'inpatient' as const,
  facility: { level: 3 as const, area: 'inside' as const, designated: true },
  admittedOn: localDate('2018-05-01'),
  dischargedOn: localDate('2018-05-10'),
  amounts: {
    total: fen(3_333_333),
    eligible: fen(3_000_003),
    deductible: fen(100_000),
    basic: fen(1_550_000),
  },
};

describe('a receipt of a resident stay', () => {
  const [receipt] = receiptsOf('nansha-2018', member, [bill]);
  if (receipt === undefined) throw new Error('the stay has a scheme');

  it('tells what was asked, what was paid before, the clause, the sum and how to object', () => {
    const sentences = explainInChinese(receipt);
    expect(sentences[0]).toBe(
      '本次申请：2018年5月10日出院的住院费用，医疗总费用 33333.33 元，其中基本（合规）医疗费用 30000.03 元，起付标准 1000.00 元。适用“南沙区重大疾病“二次报销”医疗救助”2018-01-01 版。',
    );
    expect(sentences[1]).toBe('此前已报销：基本医疗保险报销 15500.00 元，合计 15500.00 元。');
    expect(sentences[2]).toMatch(
      /^住院、门特二次报销：计算基数 13500.03 元 × 25% = 3375.01 元，支付 3375.01 元/,
    );
    expect(sentences[2]).toMatch(/三级：\(基本医疗费用-起付标准-医保报销\) × 25%/);
    expect(sentences.at(-2)).toBe('本次合计支付 3375.01 元。');
    expect(sentences.at(-1)).toMatch(/十五个工作日内/);
  });

  it('does not agree when a fen, the hash, the version or the scheme differs', () => {
    const because = (changed: Partial<Receipt>): string => {
      const check = checkReceipt({ ...receipt, ...changed }, book);
      return check.agrees ? 'agrees' : check.because;
    };
    expect(because({})).toBe('agrees');
    expect(because({ movements: [{ key: 'inpatient/2018', deltaFen: fen(337_502) }] })).toBe('fen-differ');
    expect(because({ usedBefore: { 'inpatient/2018': fen(9_999_999) } })).toBe('fen-differ');
    expect(because({ schemeHash: '0'.repeat(64) })).toBe('hash-differs');
    expect(because({ engineVersion: '0' })).toBe('engine-differs');
    expect(because({ schemeVersion: localDate('2018-02-01') })).toBe('version-differs');
    expect(because({ schemeVersion: localDate('2017-02-01') })).toBe('scheme-not-yet-valid');
    expect(because({ schemeId: 'nowhere' })).toBe('scheme-unknown');
  });

  it('still agrees after a later version of the scheme is published', () => {
    const later = publishedDocuments.map((document) => schemeHead.parse(document));
    const changed = later
      .filter((document) => document.scheme === 'nansha-2018')
      .map((document) => ({ ...document, version: '2019-01-01', title: '新版本' }));
    const newBook = openSchemeBook([...publishedDocuments, ...changed]);
    const in2019 = newBook.schemeFor('nansha-2018', localDate('2019-05-10'));
    expect(in2019.found && in2019.scheme.version).toBe('2019-01-01');
    expect(checkReceipt(receipt, newBook)).toEqual({ agrees: true });
  });

  it('warns when its decision is not what the rules give', () => {
    const changed: Receipt = { ...receipt, decision: { outcome: 'nothing', referrals: [], alerts: [] } };
    expect(explainInChinese(changed)[0]).toMatch(/^注意/);
    expect(explainInChinese({ ...receipt, schemeId: 'nowhere' })).toEqual([
      '无法重新计算：没有这个救助方案。',
    ]);
  });

  it('holds no name and no identity number: only the fields of the facts', () => {
    expect(Object.keys(receipt.facts.member).sort()).toEqual([
      ...['birthDate', 'enrolments', 'identities', 'insurance', 'sex'],
    ]);
    expect(canonicalJson(receipt)).not.toMatch(/\d{17}[\dXx]/);
  });
});

describe('reasons', () => {
  it.each(reasonCodes())('%s has a Chinese sentence', (code) => {
    expect(reasonSentence(code)).toMatch(/^[\u4e00-\u9fff].*。$/);
    expect(reasonSentence(`cancer:${code}`)).toBe(reasonSentence(code));
  });
  it('an unknown code says that it is unknown', () => {
    expect(reasonSentence('no-such-code')).toMatch(/未登记的原因代码（no-such-code）/);
  });
});
