/**
 * 5,000 bad files. Where the generator lays the rows it knows how many there are and which are wrong: each must come back with
 * its own answer. Where bytes are hurt at random, every row that was read has a result and what was not read has a reason.
 */
import { SETTLEMENT_CELLS } from '@erbao/national-record/testing/settlement-cells';
import { bytesSource } from '@erbao/tabular/byte-source';
import { openTable } from '@erbao/tabular/open-table';
import { cellXml, workbookBytes, zipBytes } from '@erbao/tabular/testing/workbook-bytes';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChunk, splitIntoChunks } from '@erbao/month-file/chunks';
import { addResult, emptyTotals, reconciles } from './control-totals.ts';
import { encodingProblem, FILE_PROBLEM_ZH } from '@erbao/month-file/file-problem';
import { createRowIntake } from '@erbao/month-file/row-intake';
import { badResult, type RowResult, referredResult } from './row-result.ts';
import { NOTES_SHEET, templateHeader } from './template.ts';

const SEED = 20_180_531;
const HOSPITAL = SETTLEMENT_CELLS.fixmedins_code;
const GOOD: Readonly<Record<string, string>> = SETTLEMENT_CELLS;
const header = templateHeader('national');
const AMOUNTS = ['medfee_sumamt', 'hifp_pay', 'psn_cash_pay', 'maf_pay', 'oth_pay'] as const;

type Answer = { readonly codes: readonly string[]; readonly results: readonly RowResult[] };

/** A file through everything that a hospital's file goes through until it is decided. */
const answer = async (bytes: Uint8Array): Promise<Answer> => {
  const table = await openTable(bytesSource(bytes), { besides: [NOTES_SHEET] });
  if (!table.ok) return { codes: [encodingProblem(table).code], results: [] };
  const results: RowResult[] = [];
  let rowsIn = -1;
  for await (const item of splitIntoChunks(table.rows(), 5)) {
    if (item.kind === 'refused') return { codes: item.problems.map(({ code }) => code), results: [] };
    if (item.kind === 'read') {
      rowsIn = item.rowsIn;
      continue;
    }
    const chunk = readChunk(item.text);
    const intake = createRowIntake(chunk.header, HOSPITAL);
    for (const row of chunk.rows) {
      const read = intake(row);
      results.push(
        read.ok
          ? referredResult({ row, settlement: read.row }, 'member-unknown')
          : badResult(row, chunk.header, read.problems),
      );
    }
  }
  const totals = results.reduce(addResult, emptyTotals(rowsIn));
  expect(reconciles(totals)).toBe(true);
  expect(results.map(({ rowNumber }) => rowNumber)).toEqual(results.map((_one, index) => index + 1));
  return { codes: [], results };
};

/** Every refusal has a sentence, and so has every problem of a row. */
const hasReasons = ({ codes, results }: Answer): void => {
  for (const code of codes) expect(Object.keys(FILE_PROBLEM_ZH)).toContain(code);
  for (const { outcome, problems = [] } of results)
    if (outcome === 'bad') {
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.every(({ messageZh }) => messageZh !== '')).toBe(true);
    }
};

/** A row as it is laid: what is wrong with it, if anything, in the code that its answer must hold. */
type Laid = { readonly code: string | undefined; readonly csv: string; readonly xml: string };

const texts = (changes: Readonly<Record<string, string>>): readonly string[] =>
  header.map((name) => ({ ...GOOD, ...changes })[name] ?? '');
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');
const letters = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : `A${String.fromCharCode(39 + place)}`;

/** Cells as a workbook holds them; `raw` stands at its place instead of the text. */
const rowXml = (cells: readonly string[], raw: Readonly<Record<string, string>> = {}): string =>
  `<row>${cells
    .map((text, place) => {
      const own = raw[header[place] ?? ''];
      if (own !== undefined) return own.replace('<c', `<c r="${letters(place)}#"`).replace('#', '1');
      return text === '' ? '' : cellXml(`${letters(place)}1`, 'str', escapeXml(text));
    })
    .join('')}</row>`;

const laid = (code: string | undefined, changes: Readonly<Record<string, string>>): Laid => {
  const cells = texts(changes);
  return { code, csv: csvLine(cells, { guardFormulas: false }), xml: rowXml(cells) };
};
/** Wrong only in the way that a workbook can be; as text it is a good row. */
const laidRaw = (code: string | undefined, raw: Readonly<Record<string, string>>): Laid => ({
  code,
  csv: csvLine(texts({}), { guardFormulas: false }),
  xml: rowXml(texts({}), raw),
});

const amount = fc.constantFrom(...AMOUNTS);
const date = fc.constantFrom('begndate', 'enddate');
const bothKinds: readonly fc.Arbitrary<Laid>[] = [
  fc.constant(laid(undefined, {})),
  fc.nat().map((serial) => laid(undefined, { setl_id: `S${serial}` })),
  amount.chain((name) =>
    fc
      .constantFrom(
        '=1+1',
        '１２３.４５',
        '1,234.50',
        '12元',
        '1.234',
        'NaN',
        '1e400',
        '十二',
        '=HYPERLINK("x")',
      )
      .map((text) =>
        laid(text === '1.234' ? 'amount-too-many-decimals' : 'amount-invalid', { [name]: text }),
      ),
  ),
  amount.map((name) => laid('amount-negative', { [name]: '-1.00' })),
  amount.map((name) => laid('amount-invalid', { [name]: 'x'.repeat(10_000) })),
  fc.constant(laid('text-invalid', { psn_name: '样'.repeat(10_000) })),
  fc.constant(laid('text-invalid', { psn_name: '样\n例' })),
  date.map((name) => laid('date-invalid', { [name]: '43221' })),
  date.map((name) => laid('date-invalid', { [name]: '2018/5/1' })),
  fc.constant(laid('time-invalid', { setl_time: '43221.39' })),
  fc.constant(laid('identity-invalid', { certno: '样例甲', psn_name: '11010519491231002X' })),
  fc.constant(laid('identity-invalid', { certno: '１１０１０５１９４９１２３１００２Ｘ' })),
  fc.constant(laid('date-invalid', { begndate: '12000.00', medfee_sumamt: '2018-05-01' })),
  fc.constant(laid('cell-missing', { setl_id: '' })),
  fc.constant(laid('facility-not-uploader', { fixmedins_code: 'H44011500002' })),
];
const textKinds: readonly fc.Arbitrary<Laid>[] = [
  ...bothKinds,
  fc.constant({ ...laid('too-many-columns', {}), csv: `${csvLine(texts({}))}${',x'.repeat(30)}` }),
  fc.constant({ ...laid('too-few-columns', {}), csv: 'S9,样例乙' }),
  fc.constant({ ...laid('quote-broken', {}), csv: csvLine(texts({ psn_name: '@' })).replace("'@", '样"例') }),
];
const workbookKinds: readonly fc.Arbitrary<Laid>[] = [
  ...bothKinds,
  amount.map((name) => laidRaw('cell-formula', { [name]: '<c><f>SUM(A1:B2)</f><v>12000</v></c>' })),
  amount.map((name) => laidRaw('cell-formula', { [name]: '<c t="str"><f>1/0</f><v/></c>' })),
  amount.map((name) => laidRaw('cell-error', { [name]: '<c t="e"><v>#REF!</v></c>' })),
  fc.constant(laidRaw('digits-lost', { certno: '<c><v>110105194912310020</v></c>' })),
  fc.constant(laidRaw('digits-lost', { setl_id: '<c><v>1.2345678901234567E+19</v></c>' })),
  date.map((name) => laidRaw('date-invalid', { [name]: '<c s="999"><v>43230</v></c>' })),
  fc.constant(
    laidRaw(undefined, { enddate: '<c s="1"><v>43230</v></c>', setl_time: '<c s="2"><v>43230.4</v></c>' }),
  ),
  amount.map((name) => laidRaw(undefined, { [name]: '<c><v>4.5999999999999996</v></c>' })),
];
const rowsOf = (kinds: readonly fc.Arbitrary<Laid>[]) =>
  fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 9 });

const eachAnswered = (rows: readonly Laid[], given: Answer): void => {
  hasReasons(given);
  expect(given.codes).toEqual([]);
  expect(given.results.map(({ outcome }) => outcome === 'bad')).toEqual(
    rows.map(({ code }) => code !== undefined),
  );
  rows.forEach(({ code }, index) => {
    if (code !== undefined) expect(given.results[index]?.problems?.map((one) => one.code)).toContain(code);
  });
};

const title = `<row><c t="str"><v>样例医院2018年5月</v></c></row>`;
const headXml = rowXml(header);
const blankRows = '<row><c s="1"/></row><row/>';

/** What happens to files on their way: cut off, overwritten, doubled, stuffed. */
const damage = fc.oneof(
  fc.record({ do: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({
    do: fc.constant('put' as const),
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc
        .constantFrom('"', ',', '\n', '\r', '=cmd()', '１２', '43221', '"a\nb"', '\uFEFF', 'x'.repeat(10_000))
        .map((text) => encodeText(text, 'utf-8')),
    ),
  }),
  fc.record({ do: fc.constant('drop' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 200 }) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

const hurt = (bytes: Uint8Array, wound: Damage): Uint8Array => {
  const at = wound.at % (bytes.length + 1);
  switch (wound.do) {
    case 'cut':
      return bytes.slice(0, at);
    case 'put':
      return Uint8Array.from([...bytes.slice(0, at), ...wound.bytes, ...bytes.slice(at)]);
    case 'drop':
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + wound.count)]);
  }
};
const wounds = fc.array(damage, { minLength: 1, maxLength: 4 });
const encodings = fc.constantFrom('utf-8' as const, 'gb18030' as const);
const run = { seed: SEED, endOnFailure: true };
const csvOf = (rows: readonly Laid[]): string =>
  [header.join(','), ...rows.map(({ csv }) => csv)].join('\r\n');

describe('text files', () => {
  it('answers each row of 1,800 with what is wrong about it', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(textKinds), encodings, fc.boolean(), async (rows, encoding, bom) => {
        eachAnswered(rows, await answer(encodeText(csvOf(rows), encoding, bom)));
      }),
      { ...run, numRuns: 1_800 },
    );
  }, 60_000);

  it('answers 2,000 damaged ones with a reason or with a result for every row', async () => {
    const file = csvOf(
      Array.from({ length: 12 }, (_one, index) => laid(undefined, { setl_id: `S${index}` })),
    );
    await fc.assert(
      fc.asyncProperty(wounds, encodings, async (each, encoding) => {
        hasReasons(await answer(each.reduce(hurt, encodeText(file, encoding))));
      }),
      { ...run, numRuns: 2_000 },
    );
  }, 60_000);
});

describe('workbooks', () => {
  it('answers each row of 400 with what is wrong about it', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(workbookKinds), fc.boolean(), async (rows, hasTitle) => {
        const body = rows.map(({ xml }) => xml).join(blankRows);
        const bytes = await workbookBytes(`${hasTitle ? title : ''}${headXml}${body}${blankRows}`, {
          stored: true,
        });
        eachAnswered(rows, await answer(bytes));
      }),
      { ...run, numRuns: 400 },
    );
  }, 60_000);

  it('answers 500 damaged ones with a reason or with a result for every row', async () => {
    const bytes = await workbookBytes(`${headXml}${rowXml(texts({}))}`);
    await fc.assert(
      fc.asyncProperty(wounds, async (each) => {
        hasReasons(await answer(each.reduce(hurt, bytes)));
      }),
      { ...run, numRuns: 500 },
    );
  }, 60_000);

  const good = `${headXml}${rowXml(texts({}))}`;
  const lol = Array.from({ length: 9 }, (_one, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
    '',
  );
  const inner = '<worksheet><sheetData/></worksheet>';
  const hostile: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    'billion laughs': () =>
      workbookBytes('', { sheet: `<!DOCTYPE w [<!ENTITY l0 "lol">${lol}]><w>&l9;</w>` }),
    'an outside entity': () =>
      workbookBytes('', { sheet: '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>' }),
    'an entity without a type': () => workbookBytes(`${headXml}<row><c t="str"><v>&x;</v></c></row>`),
    'a string that is not there': () =>
      workbookBytes(`${headXml}<row>${cellXml('A9', 's', '7')}</row>`, { strings: '' }),
    'rows that go back': () => workbookBytes(`${good}<row r="2"/><row r="1"/>`),
    'a sheet as wide as can be': () => workbookBytes(`${headXml}<row>${cellXml('XFD2', 'str', 'x')}</row>`),
    'two sheets': () => workbookBytes(good, { others: [{ name: '二', rows: good }] }),
    'no sheet': () => workbookBytes(good, { parts: { 'xl/worksheets/sheet1.xml': undefined } }),
    'no workbook': () => workbookBytes(good, { parts: { 'xl/workbook.xml': undefined } }),
    'a sheet that is elsewhere': () =>
      workbookBytes(good, { parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } }),
    'a climbing name': () => zipBytes({ '../../../etc/cron.d/x': 'x', '..\\..\\x': 'x' }),
    'folders only': () => zipBytes({ 'xl/': '', 'xl/worksheets/': '' }),
    'a zip in a zip': async () => zipBytes({ 'a.zip': String(await zipBytes({ 'b.zip': 'c' })) }),
    'a text document': () =>
      zipBytes({
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': '<w/>',
      }),
    'six hundred parts': () =>
      zipBytes(Object.fromEntries(Array.from({ length: 600 }, (_one, at) => [`p${at}`, '']))),
    'UTF-16': () => workbookBytes('', { sheet: `\uFEFF${inner.split('').join('\0')}` }),
    'another root': () => workbookBytes('', { sheet: '<html><body/></html>' }),
    'nothing in the sheet': () => workbookBytes(''),
    'a bomb': () => workbookBytes(`${headXml}${`<row>${'<c/>'.repeat(16_000)}</row>`.repeat(300)}`),
    'a bomb of strings': () =>
      workbookBytes(good, { strings: `<si><t>${' '.repeat(30_000)}</t></si>`.repeat(900) }),
    'an old workbook or one with a password': () =>
      Promise.resolve(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)),
    nothing: () => Promise.resolve(new Uint8Array()),
  };
  it.each(Object.entries(hostile))('answers %s', async (_name, make) => {
    const given = await answer(await make());
    hasReasons(given);
    // a reason for the whole, or for its one row
    expect(
      given.codes.length + given.results.filter(({ outcome }) => outcome === 'bad').length,
    ).toBeGreaterThan(0);
  });

  it('answers 300 of them again, damaged', async () => {
    const files = await Promise.all(
      Object.entries(hostile).flatMap(([name, make]) => (name.includes('bomb') ? [] : [make()])),
    );
    await fc.assert(
      fc.asyncProperty(wounds, fc.constantFrom(...files), async (each, file) => {
        hasReasons(await answer(each.reduce(hurt, file)));
      }),
      { ...run, numRuns: 300 },
    );
  }, 60_000);
});
