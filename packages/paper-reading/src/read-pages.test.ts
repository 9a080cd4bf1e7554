/** Reading without a machine: rows as an engine gives them, straight, bent, noisy; never a wrong sum that is called sure. */

import type { PageText, TextLine } from '@erbao/page-text/page';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIGH_CONFIDENCE, type PaperReading } from './paper-reading.ts';
import { readCapitalYuan } from './read-values.ts';
import { readPages } from './read-pages.ts';
import type { FieldName } from './reading-fields.ts';
import { readTaxInvoiceCode } from './tax-invoice.ts';

type Bend = (x: number, y: number) => readonly [number, number];
const straight: Bend = (x, y) => [x, y];
/** Photographed from one side: rows run towards a far point on the right. */
const bent: Bend = (x, y) => [x + 8, y + (x - 500) * (0.03 - y * 0.00004)];

const lineAt = (
  text: string,
  x: number,
  y: number,
  bend: Bend,
  confidence: (place: number) => number,
): TextLine => {
  const characters = Array.from(text);
  const width = characters.length * 14;
  return {
    characters: characters.map((one, place) => ({
      text: one,
      confidence: confidence(place),
      at: (place + 0.5) / characters.length,
    })),
    corners: [bend(x, y - 12), bend(x + width, y - 12), bend(x + width, y + 12), bend(x, y + 12)],
  };
};

type Print = { readonly bend?: Bend; readonly confidence?: number; readonly codes?: PageText['codes'] };
const NO_CODES: PageText['codes'] = [];
/** Each row is its parts from left to right. */
const pageOf = (
  rows: readonly (readonly string[])[],
  { bend = straight, confidence = 0.99, codes = NO_CODES }: Print = {},
): PageText => ({
  source: 'ocr',
  width: 1_000,
  height: 1_400,
  turns: 0,
  codes,
  lines: rows.flatMap((parts, row) =>
    parts.map((text, place) => lineAt(text, 60 + place * 330, 80 + row * 34, bend, () => confidence)),
  ),
});

const RECEIPT = [
  ['广东省医疗住院收费票据（电子）'],
  ['票据代码：44060126', '票据号码：9000002556'],
  ['交款人统一社会信用代码：440115********9009', '', '校验码：DU9NEP'],
  ['交款人：罗样明', '', '开票日期：2026-11-13'],
  ['金额合计（大写）：伍仟壹佰贰拾捌元叁角伍分', '', '（小写）：￥5128.35'],
  ['住院号：ZY03922514', '性别：女', '住院时间：2026-10-30至2026-11-13'],
  ['医保统筹基金支付：3882.12', '其他支付：0.00', '个人账户支付：0.00'],
  ['个人现金支付：1246.23', '个人自付：999.54', '个人自费：246.69'],
  ['收款单位（章）：广州市南沙区灵山医院', '', '收款人：样收款'],
].map((row) => row.filter((part) => part !== ''));
const TRUTH: Readonly<Partial<Record<FieldName, number>>> = {
  total: 512_835,
  capitalTotal: 512_835,
  pooledFund: 388_212,
  otherPaid: 0,
  account: 0,
  cash: 124_623,
  selfPaid: 99_954,
  selfFunded: 24_669,
};

const valueOf = (reading: PaperReading, name: FieldName): unknown => {
  const value = reading.fields.find((field) => field.name === name)?.value;
  if (value === undefined) return undefined;
  return value.as === 'fen' ? value.fen : value.as === 'date' ? value.date : value.text;
};

describe('a receipt', () => {
  it.each([
    ['straight', straight],
    ['photographed from one side', bent],
  ])('%s is read whole, and its sums are sure because they agree', (_name, bend) => {
    const reading = readPages([pageOf(RECEIPT, { bend })], 'invoice');
    expect(reading.form).toBe('medical-receipt');
    for (const [name, amount] of Object.entries(TRUTH)) {
      const field = reading.fields.find((one) => one.name === name);
      expect(field?.value, name).toEqual({ as: 'fen', fen: amount });
      expect(field?.confidence, name).toBeGreaterThanOrEqual(HIGH_CONFIDENCE);
    }
    expect(valueOf(reading, 'billNumber')).toBe('9000002556');
    expect(valueOf(reading, 'payerName')).toBe('罗样明');
    expect(valueOf(reading, 'admittedOn')).toBe('2026-10-30');
    expect(valueOf(reading, 'dischargedOn')).toBe('2026-11-13');
    expect(valueOf(reading, 'hospitalName')).toBe('广州市南沙区灵山医院');
  });

  it('says where a value stands', () => {
    const place = readPages([pageOf(RECEIPT)], 'invoice').fields.find(
      ({ name }) => name === 'billCode',
    )?.place;
    expect(place?.page).toBe(1);
    expect(place?.x).toBeGreaterThan(100);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThan(320);
    expect(place?.y).toBeGreaterThan(65);
    expect(place?.y).toBeLessThan(85);
  });

  it('whose capitals say another sum is in doubt', () => {
    const rows = RECEIPT.map((row) => row.map((part) => part.replace('贰拾捌元', '贰拾玖元')));
    const reading = readPages([pageOf(rows)], 'invoice');
    expect(reading.fields.find(({ name }) => name === 'total')).toMatchObject({
      confidence: 300,
      evidence: ['contradicted', 'sum-agrees'],
    });
  });

  it('read by itself alone is never sure', () => {
    const rows = RECEIPT.filter(
      (row) => !row.join('').includes('大写') && !row.join('').includes('个人现金'),
    );
    const reading = readPages([pageOf(rows)], 'invoice');
    for (const field of reading.fields) expect(field.confidence, field.name).toBeLessThan(HIGH_CONFIDENCE);
  });

  it('is confirmed by its code, whatever the format of the code', () => {
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    const codes = [{ text: 'x|44060126|9000002556|5128.35|', format: 'QRCode', corners }];
    const reading = readPages([pageOf(RECEIPT, { codes })], 'invoice');
    expect(reading.fields.find(({ name }) => name === 'billNumber')).toMatchObject({
      confidence: 970,
      evidence: ['qr-agrees'],
    });
    expect(reading.codes.map(({ text }) => text)).toEqual(['x|44060126|9000002556|5128.35|']);
  });

  // what engines confuse, and what would turn one label into another
  const NOISE = Array.from('0123456789.,-壹贰叁肆伍陆柒捌玖付费现金账户支小大个人自 ');
  it('with noise in it never calls a wrong sum sure', () => {
    const count = RECEIPT.reduce((sum, row) => sum + row.length, 0);
    const change = fc.record({
      part: fc.nat(count - 1),
      place: fc.nat(40),
      sign: fc.constantFrom(...NOISE),
      how: fc.constantFrom('replace', 'drop', 'add'),
    });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (changes, confidence) => {
          const parts = RECEIPT.map((row) => [...row]);
          for (const { part, place, sign, how } of changes) {
            let left = part;
            for (const row of parts) {
              const text = row[left];
              if (text === undefined) {
                left -= row.length;
                continue;
              }
              const at = place % Math.max(1, text.length);
              const rest = text.slice(how === 'add' ? at : at + 1);
              row[left] = `${text.slice(0, at)}${how === 'drop' ? '' : sign}${rest}` || '一';
              break;
            }
          }
          const reading = readPages([pageOf(parts, { confidence })], 'invoice');
          for (const { name, value, confidence: sure } of reading.fields)
            if (value.as === 'fen' && sure >= HIGH_CONFIDENCE) expect(value.fen, name).toBe(TRUTH[name]);
        },
      ),
      { numRuns: 1_500, seed: 20_261_122 },
    );
  });
});

describe('a tax invoice', () => {
  it('is told apart by its code and never read as a medical receipt', () => {
    const text = '01,10,044001900111,12345678,1206.00,20261020,12345678901234567890,A1B2,';
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    const reading = readPages([pageOf(RECEIPT, { codes: [{ text, format: 'QRCode', corners }] })], 'invoice');
    expect(reading.form).toBe('vat-invoice');
    expect(valueOf(reading, 'billCode')).toBe('044001900111');
    expect(valueOf(reading, 'issuedOn')).toBe('2026-10-20');
    // the sum of the older code is without tax
    expect(valueOf(reading, 'total')).toBeUndefined();
  });

  it('of the newer kind has a number of twenty digits', () => {
    expect(readTaxInvoiceCode('01,32,,26442000000012345678,356.80,20261020,,7C1D')).toEqual({
      code: '',
      number: '26442000000012345678',
      totalFen: 35_680,
      issuedOn: '2026-10-20',
    });
    expect(readTaxInvoiceCode('SAMPLE;44060126;9000002556')).toBeUndefined();
  });
});

describe('cards', () => {
  it('are proven by their check digits', () => {
    const identity = readPages(
      [pageOf([['姓名 样样明'], ['公民身份号码', '440115198912209009']])],
      'identity-card',
    );
    expect(identity.form).toBe('identity-card');
    expect(identity.fields.find(({ name }) => name === 'identityNumber')).toMatchObject({ confidence: 970 });
    const bank = readPages([pageOf([['样例银行'], ['6200 0000 0000 0000 018']])], 'bank-account');
    expect(bank.fields.find(({ name }) => name === 'accountNumber')).toMatchObject({
      value: { as: 'text', text: '6200000000000000018' },
      evidence: ['checksum-right'],
    });
  });

  it('show their number also where its label slipped into another row; two numbers are nobody’s', () => {
    const heads = [['姓名 样样明'], ['公民身份号码']];
    const numbersOn = (...rows: string[][]) =>
      readPages([pageOf([...heads, ...rows])], 'identity-card').fields.find(
        ({ name }) => name === 'identityNumber',
      );
    expect(numbersOn(['440115198912209009'])).toMatchObject({
      value: { text: '440115198912209009' },
      confidence: 970,
    });
    expect(numbersOn(['440115198912209008'])).toBeUndefined();
    // a digit out of the portrait: the number is found, and nobody calls it sure
    const beside = numbersOn(['14440115198912209009']);
    expect(beside).toMatchObject({ value: { text: '440115198912209009' } });
    expect(beside?.confidence).toBeLessThan(HIGH_CONFIDENCE);
    expect(numbersOn(['440115198912209009'], ['440115195706179001'])).toBeUndefined();
  });

  it('with one digit read wrongly are not', () => {
    const identity = readPages([pageOf([['公民身份号码', '440115198912209008']])], 'identity-card');
    expect(identity.fields[0]?.confidence).toBeLessThan(HIGH_CONFIDENCE);
    const bank = readPages([pageOf([['样例银行'], ['6200000000000000013']])], 'bank-account');
    expect(bank.fields.find(({ name }) => name === 'accountNumber')?.confidence).toBeLessThan(
      HIGH_CONFIDENCE,
    );
  });
});

describe('capitals', () => {
  it.each([
    ['伍仟壹佰贰拾捌元叁角伍分', 512_835],
    ['壹万零伍元整', 1_000_500],
    ['壹佰陆拾捌万零叁佰贰拾元伍角叁分', 168_032_053],
    ['拾元整', 1_000],
    ['叁角整', 30],
    ['壹元零伍分', 105],
  ])('%s is %d fen', (text, amount) => {
    expect(readCapitalYuan(text)?.value).toBe(amount);
  });
  it.each(['伍壹元整', '佰仟元整', '元整', '壹拾佰元', '伍仟壹佰'])('%s is no sum', (text) => {
    expect(readCapitalYuan(text)?.value).toBeUndefined();
  });
});
