/** Both formats out and in: totals, splits, characters, the schema's rules, and answers that mean nothing or too much. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { instant, localDate } from '@erbao/kernel/dates';
import { contentId } from '@erbao/kernel/ids';
import { fen, printYuan, sumFen } from '@erbao/kernel/money';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { fitsCharset } from './bank-charset.ts';
import { type BankLine, type BankOrder, bankFileKey, messageIdOf, splitLines } from './bank-format.ts';
import { bankFormat, bankFormatOn, bankFormatsSchema } from './bank-formats.ts';
import { creditTransferXml } from './credit-transfer.ts';
import { readIsoResult } from './iso-format.ts';

const BATCH = contentId('batch', 'test');
const paymentId = (nth: number): string => contentId('payment', 'test', nth);
const line = (nth: number, more: Partial<BankLine> = {}): BankLine => ({
  paymentId: paymentId(nth),
  accountNumber: `00${String(nth).padStart(17, '0')}`,
  holder: '样例甲',
  bankName: '样例银行南沙支行',
  cnaps: '000000000000',
  amountFen: fen(10_001 + nth),
  ...more,
});
const order = (lines: readonly BankLine[]): BankOrder => ({
  batchId: BATCH,
  part: 1,
  parts: 1,
  closingOn: localDate('2026-10-10'),
  orderedAt: instant('2026-10-10T16:30:00.000Z'),
  payer: { name: '医疗救助资金专户（样例）', accountNumber: '00000000000000000000', cnaps: '000000000000' },
  lines,
});
/** Throws what libxml2 finds against a schema of `schemas/`. */
const expectValid = (file: string, xml: string): void => {
  using xsd = XmlDocument.fromString(
    readFileSync(path.join(import.meta.dirname, '..', 'schemas', file), 'utf8'),
  );
  using validator = XsdValidator.fromDoc(xsd);
  using document = XmlDocument.fromString(xml);
  validator.validate(document);
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

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

const statusReport = (transactions: string, group = ''): string =>
  `<?xml version="1.0"?><p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><p:CstmrPmtStsRpt>
   <p:GrpHdr><p:MsgId>x</p:MsgId></p:GrpHdr>
   <p:OrgnlGrpInfAndSts><p:OrgnlMsgId>${BATCH}-01</p:OrgnlMsgId>${group}</p:OrgnlGrpInfAndSts>
   ${transactions === '' ? '' : `<p:OrgnlPmtInfAndSts>${transactions}</p:OrgnlPmtInfAndSts>`}</p:CstmrPmtStsRpt></p:Document>`;
const status = (nth: number, code: string, more = ''): string =>
  `<p:TxInfAndSts><p:OrgnlEndToEndId>${paymentId(nth)}</p:OrgnlEndToEndId><p:TxSts>${code}</p:TxSts>${more}</p:TxInfAndSts>`;

describe('pain.002', () => {
  it.each([
    ['ACSC', 'paid'],
    ['RJCT', 'failed'],
    ['ACTC', 'pending'],
    ['ACCP', 'pending'],
    ['ACSP', 'pending'],
    ['PDNG', 'pending'],
    ['PART', 'pending'],
    ['ACCC', 'pending'],
    ['????', 'pending'],
  ])('%s is %s', (code, outcome) => {
    const read = readIsoResult(utf8(statusReport(status(1, code))));
    expect(read).toMatchObject({ ok: true, batchId: BATCH, lines: [{ paymentId: paymentId(1), outcome }] });
  });

  it('keeps the reason code, the sum when it is told, and no words', () => {
    const reason = (text: string) =>
      `<p:StsRsnInf><p:Rsn><p:Cd>${text}</p:Cd></p:Rsn><p:AddtlInf>户名 样例甲 不符</p:AddtlInf></p:StsRsnInf>`;
    const amount = '<p:OrgnlTxRef><p:Amt><p:InstdAmt Ccy="CNY">100.02</p:InstdAmt></p:Amt></p:OrgnlTxRef>';
    const read = readIsoResult(
      utf8(statusReport(status(1, 'RJCT', reason('AC01') + amount) + status(2, 'RJCT', reason('户名不符')))),
    );
    expect(read.ok && read.lines).toEqual([
      { paymentId: paymentId(1), outcome: 'failed', reason: 'AC01', amountFen: 10_002 },
      { paymentId: paymentId(2), outcome: 'failed', reason: 'rejected-by-bank' },
    ]);
  });

  it('of a file that was turned down as a whole', () => {
    const group = '<p:GrpSts>RJCT</p:GrpSts><p:StsRsnInf><p:Rsn><p:Cd>FF01</p:Cd></p:Rsn></p:StsRsnInf>';
    expect(readIsoResult(utf8(statusReport('', group)))).toEqual({
      ok: true,
      batchId: BATCH,
      lines: [],
      questions: [],
      rejectedPart: { part: 1, reason: 'FF01' },
    });
  });

  it('settled as a group without lines pays nothing', () => {
    const read = readIsoResult(utf8(statusReport('', '<p:GrpSts>ACSC</p:GrpSts>')));
    expect(read).toEqual({ ok: true, batchId: BATCH, lines: [], questions: [] });
  });

  it.each([
    ['not xml', 'xml-unreadable'],
    ['<Document><Other/></Document>', 'message-unknown'],
    ['<Document><CstmrPmtStsRpt></CstmrPmtStsRpt></Document>', 'message-unknown'],
    ['<Document><CstmrPmtStsRpt></Document>', 'xml-unreadable'],
    [statusReport(status(1, 'ACSC')).replace('</p:TxSts>', '</p:TxSts'), 'xml-unreadable'],
    [statusReport(status(1, 'ACSC')).replace(`${BATCH}-01`, 'another'), 'message-not-ours'],
    [statusReport(status(1, 'ACSC')).slice(0, -40), 'xml-unreadable'],
  ])('%#: is refused as a whole', (xml, problem) => {
    expect(readIsoResult(utf8(xml))).toEqual({ ok: false, problem });
  });

  it('expands no entity', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${statusReport(status(1, '&b;'))}`;
    const read = readIsoResult(utf8(bomb.replace('<?xml version="1.0"?>', '')));
    if (read.ok) expect(read.lines).toMatchObject([{ outcome: 'pending' }]);
  });
});

const entry = (sts: string, direction: string, details: string): string =>
  `<Ntry><Amt Ccy="CNY">100.02</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>${sts}</Sts><BookgDt><Dt>2026-10-12</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`;
const detail = (nth: number, more = ''): string =>
  `<TxDtls><Refs><EndToEndId>${paymentId(nth)}</EndToEndId></Refs>${more}</TxDtls>`;
const statement = (...entries: readonly string[]): Uint8Array =>
  utf8(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`,
  );

describe('camt.053', () => {
  it('books a booked debit, returns a booked credit, and waits for the rest; bookings first', () => {
    const returned = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';
    const read = readIsoResult(
      statement(
        entry('<Cd>BOOK</Cd>', 'CRDT', detail(1, returned)),
        entry('<Cd>BOOK</Cd>', 'DBIT', detail(1)),
        entry('<Cd>PDNG</Cd>', 'DBIT', detail(2)),
        entry('BOOK', 'DBIT', '<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls>'),
      ),
    );
    expect(
      read.ok && read.lines.map((one) => [one.paymentId, one.outcome, one.amountFen, one.reason]),
    ).toEqual([
      [paymentId(2), 'pending', 10_002, 'rejected-by-bank'],
      [paymentId(1), 'paid', 10_002, 'rejected-by-bank'],
      [paymentId(1), 'returned', 10_002, 'AC04'],
    ]);
  });

  it('takes the sum of the detail before that of the entry', () => {
    const both = detail(1, '<Amt Ccy="CNY">1.00</Amt>') + detail(2, '<Amt Ccy="CNY">99.02</Amt>');
    const read = readIsoResult(statement(entry('<Cd>BOOK</Cd>', 'DBIT', both)));
    expect(read.ok && read.lines.map((one) => one.amountFen)).toEqual([100, 9_902]);
  });

  it('asks for the lines of a file that is booked as one sum', () => {
    const bulk = `<Btch><PmtInfId>${BATCH}-01</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>`;
    const read = readIsoResult(statement(entry('<Cd>BOOK</Cd>', 'DBIT', bulk)));
    expect(read).toMatchObject({ lines: [], questions: [`booked-without-lines:${BATCH}-01`] });
  });

  it('asks about what it cannot read', () => {
    const read = readIsoResult(
      statement('<Ntry><Amt>1</Amt></Ntry>', entry('<Cd>BOOK</Cd>', 'DBIT', detail(1, '<Amt>1,000</Amt>'))),
    );
    expect(read).toMatchObject({
      lines: [],
      questions: ['entry-1-unreadable', `amount-unreadable:${paymentId(1)}`],
    });
  });
});

describe('a whole statement as the schema has it', () => {
  const balance = (code: string, sum: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${sum}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-12</Dt></Dt></Bal>`;
  const booked = (
    direction: string,
    reference: string,
    details: string,
    more: { readonly status?: string; readonly reversed?: boolean } = {},
  ): string =>
    `<Ntry><Amt Ccy="CNY">100.02</Amt><CdtDbtInd>${direction}</CdtDbtInd>${more.reversed === true ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>${more.status ?? 'BOOK'}</Cd></Sts><BookgDt><Dt>2026-10-12</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd><Prtry><Cd>DF</Cd></Prtry></BkTxCd>${details}</Ntry>`;
  const one = (inside: string): string => `<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls>`;
  const document = (...entries: readonly string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-10-12T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id><Othr><Id>00000000000000000000</Id></Othr></Id></Acct>${balance('OPBD', '1000.00')}${balance('CLBD', '900.00')}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;

  it('explains every booking: ours by any of three places, the others as strays with the reason', () => {
    const xml = document(
      booked('DBIT', 'F1', one(`<Refs><EndToEndId>${paymentId(1)}</EndToEndId></Refs>`)),
      booked(
        'DBIT',
        'F2',
        one(`<Refs><InstrId>${paymentId(2)}</InstrId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>`),
      ),
      booked(
        'DBIT',
        'F3',
        one(`<RmtInf><Ustrd>医疗救助</Ustrd><Ustrd>${paymentId(3)} 二次报销</Ustrd></RmtInf>`),
      ),
      booked('CRDT', 'F4', one('<RmtInf><Ustrd>利息</Ustrd></RmtInf>')),
      booked('DBIT', 'F5', ''),
      booked('DBIT', 'F6', one(`<Refs><EndToEndId>${paymentId(4)}</EndToEndId></Refs>`), { reversed: true }),
      booked('DBIT', 'F7', `<NtryDtls><Btch><PmtInfId>${BATCH}-01</PmtInfId></Btch></NtryDtls>`),
      booked('CRDT', 'F8', '', { status: 'PDNG' }),
    );
    expectValid('camt.053.001.08.xsd', xml);
    const read = readIsoResult(utf8(xml));
    const seen = (read.ok ? (read.entries ?? []) : []).map((entry) => [
      entry.bankReference,
      entry.line?.paymentId ?? entry.stray,
    ]);
    expect(seen).toEqual([
      ['F4', 'names-no-payment'],
      ['F5', 'names-no-payment'],
      ['F6', `credit-reversed:${paymentId(4)}`],
      ['F7', `booked-without-lines:${BATCH}-01`],
      ['F1', paymentId(1)],
      ['F2', paymentId(2)],
      ['F3', paymentId(3)],
    ]);
  });
});

it('reads a whole pain.002 as the schema has it', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-10-12T20:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${BATCH}-01</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>${BATCH}-01</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>${paymentId(1)}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>${paymentId(2)}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
  expectValid('pain.002.001.12.xsd', xml);
  const read = readIsoResult(utf8(xml));
  expect(read.ok && read.lines.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['paid', 'rejected-by-bank'],
    ['failed', 'AC01'],
  ]);
});

describe("the bank's own result file", () => {
  const read = (...rows: readonly string[]) =>
    bankFormat('daifa-gb18030').readResult(
      utf8([`ERBAO-DF-R-1|${BATCH}|${rows.length}`, ...rows].join('\r\n')),
    );
  it('knows booked, failed, returned and pending', () => {
    const flags = ['S', 'F', 'R', 'P'].map(
      (flag, nth) => `${nth + 1}|${paymentId(nth)}|10002|${flag}|E${nth}`,
    );
    const result = read(...flags);
    expect(result.ok && result.lines.map((one) => one.outcome)).toEqual([
      'paid',
      'failed',
      'returned',
      'pending',
    ]);
  });
  it.each([
    [[`1|${paymentId(1)}|100.02|S|`], 'line-2-unreadable'],
    [[`1|${paymentId(1)}|10002|X|`], 'line-2-unreadable'],
    [[`1|payment-1|10002|S|`], 'line-2-unreadable'],
    [[`1|${paymentId(1)}|10002|S|`, `2|${paymentId(1)}|10002|S|`], 'payment-twice'],
  ])('%#: is refused as a whole', (rows, problem) => {
    expect(read(...rows)).toEqual({ ok: false, problem });
  });
  it('with a wrong count or header is refused as a whole', () => {
    const format = bankFormat('daifa-gbk');
    expect(format.readResult(utf8(`ERBAO-DF-R-1|${BATCH}|2\r\n1|${paymentId(1)}|10002|S|`))).toEqual({
      ok: false,
      problem: 'count-differs',
    });
    expect(format.readResult(utf8('ERBAO-DF-1|x|0'))).toEqual({ ok: false, problem: 'header-unreadable' });
  });
});
