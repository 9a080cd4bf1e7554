/** Files to the bank: the delimited file, pain.001, and which of them on which day. */
import { instant, localDate } from '@erbao/kernel/dates';
import { fen, printYuan, sumFen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsCharset } from './bank-charset.ts';
import { type BankLine, type BankOrder, bankFileKey, messageIdOf, splitLines } from './bank-format.ts';
import { bankFormat, bankFormatOn, bankFormatsSchema } from './bank-formats.ts';
import { creditTransferXml } from './credit-transfer.ts';
import { BATCH, paymentId, line, expectValid } from './bank-file-suite.ts';

const order = (lines: readonly BankLine[]): BankOrder => ({
  batchId: BATCH,
  part: 1,
  parts: 1,
  closingOn: localDate('2026-10-10'),
  orderedAt: instant('2026-10-10T16:30:00.000Z'),
  payer: { name: '医疗救助资金专户（样例）', accountNumber: '00000000000000000000', cnaps: '000000000000' },
  lines,
});

const lineArbitrary = fc.record({
  nth: fc.nat(10_000_000),
  holder: fc.string({
    unit: fc.constantFrom(...Array.from('张䶮·𠮷陈㐂安&<"\'')),
    minLength: 1,
    maxLength: 20,
  }),
  amount: fc.integer({ min: 1, max: 99_999_999_999 }),
});
const linesArbitrary = fc
  .uniqueArray(lineArbitrary, { minLength: 1, maxLength: 40, selector: ({ nth }) => nth })
  .map((drawn) => drawn.map(({ nth, holder, amount }) => line(nth, { holder, amountFen: fen(amount) })));

describe('the delimited file', () => {
  it('has a header of totals, a line a payment, and reads as it was written', () => {
    const bytes = bankFormat('daifa-gb18030').write(order([line(1), line(2)]));
    expect(new TextDecoder('gb18030').decode(bytes).split('\r\n')).toEqual([
      `ERBAO-DF-1|${BATCH}|20261010|2|20005|1|1|GB18030|00000000000000000000|医疗救助资金专户（样例）`,
      `1|${paymentId(1)}|0000000000000000001|样例甲|样例银行南沙支行|000000000000|10002|医疗救助二次报销`,
      `2|${paymentId(2)}|0000000000000000002|样例甲|样例银行南沙支行|000000000000|10003|医疗救助二次报销`,
      '',
    ]);
  });

  it('keeps every name to the letter, whatever the bank of the name', () => {
    fc.assert(
      fc.property(linesArbitrary, (lines) => {
        const text = new TextDecoder('gb18030').decode(bankFormat('daifa-gb18030').write(order(lines)));
        const rows = text
          .split('\r\n')
          .slice(1, -1)
          .map((row) => row.split('|'));
        expect(rows.map((row) => row[3])).toEqual(lines.map((one) => one.holder));
        expect(rows.map((row) => Number(row[6]))).toEqual(lines.map((one) => one.amountFen));
        expect(Number(text.split('|')[4])).toBe(sumFen(lines.map((one) => one.amountFen)));
      }),
    );
  });

  it.each([
    ['样例甲', true],
    ['阿依古丽·样例', true],
    ['陈喆堃', true],
    ['陈䶮', false],
    ['陈𠮷', false],
    ['陈㐂', false],
    ['买买提•样', false],
  ])('in GBK: %s fits: %s, and what does not fit is never written otherwise', (holder, fits) => {
    expect(fitsCharset(holder, 'gbk')).toBe(fits);
    expect(fitsCharset(holder, 'gb18030')).toBe(true);
    const write = () => bankFormat('daifa-gbk').write(order([line(1, { holder })]));
    if (fits) expect(new TextDecoder('gbk').decode(write())).toContain(holder);
    else expect(write).toThrow('bank-text-outside-charset');
  });

  it.each(['陈|样', '陈\r\n样', '陈\n'])('refuses %j, which would move fields', (holder) => {
    expect(() => bankFormat('daifa-gb18030').write(order([line(1, { holder })]))).toThrow('separator');
  });

  it('refuses half a surrogate pair', () => {
    expect(fitsCharset('陈\ud842', 'gb18030')).toBe(false);
    expect(fitsCharset('陈\ud842', 'utf-8')).toBe(false);
  });
});

describe('a batch larger than a file', () => {
  it.each([
    [0, []],
    [1, [1]],
    [1_000, [1_000]],
    [1_001, [1_000, 1]],
    [2_500, [1_000, 1_000, 500]],
  ])('%d lines are files of %j', (count, sizes) => {
    const lines = Array.from({ length: count }, (_, nth) => nth);
    const parts = splitLines(lines, 1_000);
    expect(parts.map((part) => part.length)).toEqual(sizes);
    expect(parts.flat()).toEqual(lines);
  });

  it('names each file within 35 characters', () => {
    expect(messageIdOf(BATCH, 7)).toHaveLength(35);
    expect(bankFileKey(BATCH, 2, { extension: 'xml' })).toBe(`out/${BATCH}-02.xml`);
  });
});

describe('pain.001.001.09', () => {
  const validate = (xml: string): void => {
    expectValid('pain.001.001.09.xsd', xml);
    expectValid('pain.001.001.09-cnaps.xsd', xml);
  };

  it('is what the field asks for', () => {
    expect(creditTransferXml(order([line(1)]))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>${BATCH}-01</MsgId>
      <CreDtTm>2026-10-10T16:30:00.000Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>100.02</CtrlSum>
      <InitgPty>
        <Nm>医疗救助资金专户（样例）</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>${BATCH}-01</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>true</BtchBookg>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>100.02</CtrlSum>
      <ReqdExctnDt>
        <Dt>2026-10-11</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>医疗救助资金专户（样例）</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <Othr>
            <Id>00000000000000000000</Id>
          </Othr>
        </Id>
        <Ccy>CNY</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <ClrSysMmbId>
            <ClrSysId>
              <Cd>CNAPS</Cd>
            </ClrSysId>
            <MmbId>000000000000</MmbId>
          </ClrSysMmbId>
        </FinInstnId>
      </DbtrAgt>
      <CdtTrfTxInf>
        <PmtId>
          <InstrId>${paymentId(1)}</InstrId>
          <EndToEndId>${paymentId(1)}</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="CNY">100.02</InstdAmt>
        </Amt>
        <CdtrAgt>
          <FinInstnId>
            <ClrSysMmbId>
              <ClrSysId>
                <Cd>CNAPS</Cd>
              </ClrSysId>
              <MmbId>000000000000</MmbId>
            </ClrSysMmbId>
            <Nm>样例银行南沙支行</Nm>
          </FinInstnId>
        </CdtrAgt>
        <Cdtr>
          <Nm>样例甲</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <Othr>
              <Id>0000000000000000001</Id>
            </Othr>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>医疗救助二次报销</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>`);
  });

  it('holds to the schema for any lines, with the sum of the lines as control sum', () => {
    fc.assert(
      fc.property(linesArbitrary, (lines) => {
        const xml = creditTransferXml(order(lines));
        validate(xml);
        expect(xml).toContain(`<CtrlSum>${printYuan(sumFen(lines.map((one) => one.amountFen)))}</CtrlSum>`);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a CNAPS code of 11 digits', { cnaps: '00000000000' }],
    ['a payment of nothing', { amountFen: fen(0) }],
    ['an account of 35 digits', { accountNumber: '0'.repeat(35) }],
  ])('would be refused with %s: the schema sees it', (_what, more) => {
    expect(() => validate(creditTransferXml(order([line(1, more)])))).toThrow();
  });

  it('refuses a control character before XML does', () => {
    expect(() => creditTransferXml(order([line(1, { holder: '陈\u0007样' })]))).toThrow('control-character');
  });
});

describe('the dated setting', () => {
  const setting = bankFormatsSchema.parse('2027-01-01=pain-001-001-09, 2018-01-01=daifa-gbk');
  it.each([
    ['2018-01-01', 'daifa-gbk'],
    ['2026-12-31', 'daifa-gbk'],
    ['2027-01-01', 'pain-001-001-09'],
  ])('on %s is %s', (on, format) => {
    expect(bankFormatOn(setting, localDate(on))).toBe(format);
  });
  it('covers no day before its first', () => {
    expect(() => bankFormatOn(setting, localDate('2017-12-31'))).toThrow('bank-format-missing');
  });
  it.each(['', '2018-01-01', '2018-02-30=daifa-gbk', '2018-01-01=swift'])('refuses %j', (text) => {
    expect(bankFormatsSchema.safeParse(text).success).toBe(false);
  });
});
