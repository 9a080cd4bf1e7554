/** Sums in capitals, and every paper as a small PDF with its own typeface in it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchPaperPage } from './batch-papers.ts';
import { capitalYuan } from './capital-yuan.ts';
import { claimLetterPage } from './claim-letters.ts';
import {
  type BatchPaper,
  batchPaperSchema,
  type ClaimLetter,
  claimLetterSchema,
  PAPER_TITLES_ZH,
} from '@erbao/api-contracts/letters';
import { openRenderer } from './render-pdf.ts';
import { type Covers, lackedBy, RARE_FONT, runsOf } from './typefaces.ts';

describe('a sum in capitals', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [15, '壹角伍分'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [120, '壹元贰角整'],
    [103_426, '壹仟零叁拾肆元贰角陆分'],
    [1_000_000, '壹万元整'],
    [1_000_500, '壹万零伍元整'],
    [1_050_000, '壹万零伍佰元整'],
    [10_000_032, '壹拾万元叁角贰分'],
    [1_000_010_000, '壹仟万零壹佰元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [168_032_053, '壹佰陆拾捌万零叁佰贰拾元伍角叁分'],
    [-103_426, '负壹仟零叁拾肆元贰角陆分'],
  ])('%d fen is %s', (amount, text) => {
    expect(capitalYuan(fen(amount))).toBe(text);
  });

  const DIGITS = '零壹贰叁肆伍陆柒捌玖';
  const PLACES: Readonly<Record<string, number>> = { 拾: 1_000, 佰: 10_000, 仟: 100_000 };
  /** Reads the capitals back, another way than they were written. */
  const read = (text: string): number => {
    let [total, group, held] = [0, 0, 0];
    for (const sign of Array.from(text)) {
      const value = DIGITS.indexOf(sign);
      if (value >= 0) held = value;
      else if (sign in PLACES) [group, held] = [group + held * ((PLACES[sign] ?? 0) / 100), 0];
      else if (sign === '万') [total, group, held] = [total + (group + held) * 10_000, 0, 0];
      else if (sign === '亿') [total, group, held] = [(total + group + held) * 100_000_000, 0, 0];
      else if (sign === '元') [total, group, held] = [(total + group + held) * 100, 0, 0];
      else if (sign === '角') [total, held] = [total + held * 10, 0];
      else if (sign === '分') [total, held] = [total + held, 0];
    }
    return total;
  };
  it('reads back to the same fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (amount) => {
        expect(read(capitalYuan(fen(amount)))).toBe(amount);
      }),
    );
  });
});

const CLAIM = {
  letterNumber: 'ER-JZ0Y-CMAY-6STA-01',
  issuedOn: localDate('2026-10-19'),
  claimId: 'ER-JZ0Y-CMAY-6STA',
  insured: { name: '陈样安', maskedIdentityNumber: '440***********9032' },
  hospitalName: '样例医院（南沙区中心院区）',
  invoiceNumber: '0000000001',
};
const DECIDED = {
  ...CLAIM,
  schemeTitle: '南沙区重大疾病医疗救助“二次报销”实施方案',
  schemeId: 'nansha-2018',
  schemeVersion: '2018-01-01',
  amounts: [
    { label: '医疗总费用', amountFen: fen(597_175) },
    { label: '其中：基本（合规）医疗费用', amountFen: fen(461_731) },
    { label: '起付标准', amountFen: fen(40_000) },
    { label: '此前已报销：基本医疗保险报销', amountFen: fen(358_305) },
  ],
  explanation: [
    '住院救助：计算基数 1034.26 元 × 100% = 1034.26 元，支付 1034.26 元（财政专项）。依据：四表·困难群众“民政困难群众（总住院费用－已报销总额）× 100%”',
  ],
  objection: '对审核结果有异议的，可在十五个工作日内向南沙区重大疾病“二次报销”联合办公室提出复议申请。',
  final: false,
  receiptHash: 'a3f5'.repeat(16),
};
const PAPERS: readonly (ClaimLetter | BatchPaper)[] = [
  {
    ...DECIDED,
    kind: 'decision',
    benefits: [
      {
        title: '住院救助',
        amountFen: fen(103_426),
        clauses: [{ place: '四表·困难群众', text: '民政困难群众（总住院费用－已报销总额）× 100%' }],
      },
    ],
    totalFen: fen(103_426),
    account: { holder: '陈样安', number: '**** 0018', bankName: '样例银行南沙支行' },
  },
  {
    ...DECIDED,
    kind: 'refusal',
    part: false,
    fact: '出院日期：2026年10月1日；登记的参保有效期：2026年11月1日至2027年12月31日',
    change: '如当日确已参保，请提供参保缴费凭证；就医日期有误的，请提供更正后的票据。',
    objectBy: localDate('2026-11-09'),
    reason: { code: 'not-enrolled', text: '就医（出院）当日不在参保有效期内。' },
    words: '经核对参保登记，2026年度参保自2026年11月1日起生效。',
    clauses: [{ place: '第一部分 三', text: '参保人在参保有效期内发生的医疗费用方可申请二次报销。' }],
    explanation: [
      '本次申请：2026年10月1日出院的住院费用，医疗总费用 5971.75 元。',
      '本次不予报销：就医（出院）当日不在参保有效期内。',
    ],
  },
  {
    ...CLAIM,
    kind: 'return',
    why: 'told',
    reason: '',
    missing: ['疾病诊断证明', '费用明细清单', '医保结算单'],
    returned: ['医疗费用票据', '身份证', '银行账户复印件'],
  },
  {
    ...CLAIM,
    kind: 'objection',
    letterNumber: 'ER-JZ0Y-CMAY-6STA-FY',
    about: 'sum',
    totalFen: fen(103_426),
    objectedOn: localDate('2026-10-12'),
    objection: '癌症部分未计入，已补交病理报告。',
    outcome: 'overturned',
    answer: '病理报告已核，首次确诊日期为2026年9月21日，应按癌症救助重新计算。',
  },
  {
    kind: 'application',
    batchId: 'batch-47db2a7cad872b313c90404593',
    closingOn: localDate('2026-10-19'),
    count: 63,
    totalFen: fen(18_803_226),
    assembledBy: 'finance-1',
    approvedBy: 'finance-2',
    payerName: '医疗救助资金专户（样例）',
    formatName: '银行批量代发文件（GB18030）',
    schemes: [{ title: '南沙区重大疾病医疗救助“二次报销”实施方案', count: 63, totalFen: fen(18_803_226) }],
    held: 2,
  },
  {
    kind: 'list',
    batchId: 'batch-47db2a7cad872b313c90404593',
    closingOn: localDate('2026-10-19'),
    count: 63,
    totalFen: fen(18_803_226),
    assembledBy: 'finance-1',
    lines: Array.from({ length: 63 }, (_, nth) => ({
      claimId: 'ER-JZ0Y-CMAY-6STA',
      paymentId: `payment-${String(nth).padStart(26, '0')}`,
      holder: ['陈样安', '阿依古丽·样例', '样䶮', '林样𠮷'][nth % 4] ?? '',
      maskedNumber: `**** ${String(1_000 + nth)}`,
      bankName: '样例银行股份有限公司广州南沙自贸试验区支行',
      cnaps: '000000000000',
      amountFen: fen(298_464),
    })),
  },
];

describe('the papers', () => {
  const font = readFileSync(
    createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    ),
  );
  const rare = (): Promise<Uint8Array> =>
    Promise.resolve(
      brotliDecompressSync(
        readFileSync(path.join(import.meta.dirname, '..', 'fonts', 'rare-characters.ttf.br')),
      ),
    );
  const render = openRenderer(font, rare);
  const pageOf = (paper: ClaimLetter | BatchPaper) =>
    paper.kind === 'application' || paper.kind === 'list' ? batchPaperPage(paper) : claimLetterPage(paper);
  const dayOf = (paper: ClaimLetter | BatchPaper): string =>
    'issuedOn' in paper ? paper.issuedOn : paper.closingOn;

  it.each(PAPERS)('$kind is a small PDF, the same each time', async (paper) => {
    const pdf = await render(pageOf(paper), dayOf(paper));
    expect(new TextDecoder().decode(pdf.slice(0, 5))).toBe('%PDF-');
    expect(pdf.length).toBeLessThan(120_000);
    expect(pdf).toEqual(await render(pageOf(paper), dayOf(paper)));
  });

  const fontsOf = (pdf: Uint8Array): readonly string[] => [
    ...new Set(
      Array.from(new TextDecoder('latin1').decode(pdf).matchAll(/\+(\w+)/g), ([, name]) => name ?? ''),
    ),
  ];
  const noticeTo = async (name: string): Promise<Uint8Array> => {
    const insured = { ...CLAIM.insured, name };
    const paper: ClaimLetter = {
      ...CLAIM,
      kind: 'return',
      why: 'declined',
      reason: '无票据',
      insured,
      missing: ['身份证'],
      returned: [],
    };
    return render(claimLetterPage(paper), '2026-10-19');
  };

  it('print a name as it is written, rare characters in a typeface that has them', async () => {
    const plain = await noticeTo('样甲');
    expect(fontsOf(plain).filter((font) => font.includes('Rare'))).toEqual([]);
    // extensions B, B, D, E and F: what GB 18030-2022 asks of its third level
    const rareName = await noticeTo('林𠮷𪚥𫝆𬺰𮯠');
    expect(fontsOf(rareName)).toContain('ErbaoRareCharacters');
    // some outlines more, not the whole typeface
    expect(rareName.length).toBeLessThan(plain.length + 12_000);
    expect(fontsOf(await noticeTo('林\u{31350}')).filter((font) => font.includes('Rare'))).toEqual([]);
  });

  it('print by its code what no typeface has, and never a box', () => {
    const covered =
      (...characters: readonly string[]): Covers =>
      (point) =>
        characters.includes(String.fromCodePoint(point));
    const main = covered('林', '样');
    const rareOnes = covered('𠮷');
    expect(runsOf('林𠮷𠮷样', main, rareOnes)).toEqual([
      { text: '林' },
      { text: '𠮷𠮷', font: RARE_FONT },
      { text: '样' },
    ]);
    expect(runsOf('林\u{31350}\n样', main, rareOnes)).toEqual([{ text: '林〔U+31350〕\n样' }]);
    // a variant's selector is no character of its own
    expect(runsOf('林\u{e0101}', main, rareOnes)).toEqual([{ text: '林' }]);
    expect(lackedBy(main, '林\u{e0101}𠮷𠮷\n')).toEqual(['𠮷']);
  });

  it.each(PAPERS)('$kind as data reads back as it is', (paper) => {
    const schema =
      paper.kind === 'application' || paper.kind === 'list' ? batchPaperSchema : claimLetterSchema;
    expect(schema.parse(JSON.parse(JSON.stringify(paper)))).toEqual(paper);
    expect(PAPER_TITLES_ZH[paper.kind]).not.toBe('');
  });
});
