/** What the bank answers: pain.002, camt.053, and its own result file. */
import { describe, expect, it } from 'vitest';
import { bankFormat } from './bank-formats.ts';
import { readIsoResult } from './iso-format.ts';
import { BATCH, paymentId, expectValid } from './bank-file-suite.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

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
