/** The two ways through a month file that the bench compares. Both end in the same engine. */
import { applyMovements } from '@erbao/benefit-policy/decide-bills';
import type { UsedCeilings } from '@erbao/benefit-policy/engine';
import type { FacilityFacts, MemberFacts } from '@erbao/benefit-policy/facts';
import { fastSchemeBook } from '@erbao/benefit-policy/fast-book';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { instant, localDate } from '@erbao/kernel/dates';
import { fen, readFen } from '@erbao/kernel/money';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import { createRowReader } from '@erbao/national-record/read-settlement-row';
import { SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';
import type { SettlementRow } from '@erbao/national-record/settlement-row';
import { ROWS_PER_CHUNK, readChunk, splitIntoChunks } from '@erbao/month-file/chunks';
import { readHeader } from '@erbao/month-file/header';
import { detectEncoding } from '@erbao/tabular/detect-encoding';
import { readCsv } from '@erbao/tabular/read-csv';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import * as z from 'zod';

export type Outcome = { readonly rows: number; readonly grantedFen: number };
type OpenFile = () => NodeJS.ReadableStream & AsyncIterable<Uint8Array>;
type Path = (open: OpenFile, encoding: string) => Promise<Outcome>;

const facility: FacilityFacts = { level: 2, area: 'inside', designated: true };
const member: MemberFacts = {
  birthDate: localDate('1970-01-01'),
  sex: 'female',
  insurance: 'resident',
  identities: [],
  enrolments: [{ from: localDate('2020-01-01') }],
  chronic: [{ disease: 'hypertension', registeredOn: localDate('2020-01-01') }],
};
const table = diseaseTableOn(diseaseTables, localDate('2026-01-01'));

/** Every member's ceilings run on; a thousand members stand for the district. */
export const startDeciding = () => {
  const found = fastSchemeBook(publishedSchemeBook()).schemeFor('nansha-2018', localDate('2026-06-01'));
  if (!found.found) throw new Error(found.reason);
  const { scheme } = found;
  const used: UsedCeilings[] = Array.from({ length: 1_000 }, () => ({}));
  let rows = 0;
  let grantedFen = 0;
  return {
    decide: (row: SettlementRow): void => {
      rows += 1;
      const facts = billFactsOf(row, facility, row.settlementId, table);
      if (!facts.ok) return;
      const place = rows % used.length;
      const { decision, movements } = scheme.decide({ member, bill: facts.bill }, used[place] ?? {});
      used[place] = applyMovements(used[place] ?? {}, movements);
      if (decision.outcome === 'granted') grantedFen += decision.totalFen;
    },
    outcome: (): Outcome => ({ rows, grantedFen }),
  };
};

const erbao: Path = async (open) => {
  const detected = await detectEncoding(open());
  if (!detected.ok) throw new Error(detected.problem);
  const deciding = startDeciding();
  let read: ReturnType<typeof createRowReader> | undefined;
  for await (const item of readCsv(open(), detected.encoding)) {
    if (item.kind === 'not-csv') throw new Error(item.reason);
    if (read === undefined) {
      const header = readHeader(item.cells);
      if (!header.ok) throw new Error('header');
      read = createRowReader(header.header.columns);
      continue;
    }
    const row = read(item.cells);
    if (!row.ok) throw new Error(JSON.stringify(row.problems));
    deciding.decide(row.row);
  }
  return deciding.outcome();
};

const yuan = z.string().transform((text, context) => {
  const read = readFen(text === '' ? '0' : text);
  if (read.ok) return read.fen;
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => localDate(text));
const flag = z.enum(['', '0', '1']).transform((text) => (text === '' ? undefined : text === '1'));

/** What a program usually does: one zod object over the columns, then a mapping. */
const usualSchema = z.object({
  fixmedins_code: z.string().regex(/^H\d{11}$/),
  setl_id: z.string().min(1).max(40),
  mdtrt_id: z.string().max(40),
  certno: z.string().regex(/^\d{17}[\dXx]$/),
  psn_name: z.string().min(1).max(100),
  insutype: z.enum(['310', '390']),
  med_type: z.string().regex(/^\d{2,6}$/),
  begndate: date,
  enddate: date,
  setl_time: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  dscg_maindiag_code: z.string().max(20),
  dise_codg: z.string().max(40),
  ...Object.fromEntries(
    SETTLEMENT_COLUMNS.filter(({ name }) => /(amt|pay|selfpay|dedc|fee|pay_sumamt)$/.test(name)).map(
      ({ name }) => [name, yuan],
    ),
  ),
  medfee_sumamt: yuan,
  inscp_scp_amt: yuan,
  act_pay_dedc: yuan,
  hifp_pay: yuan,
  hifmi_pay: yuan,
  maf_pay: yuan,
  oth_pay: yuan,
  eb_drug_fee: yuan,
  refd_setl_flag: flag,
  eb_pathology_flag: flag,
  eb_metastatic_flag: flag,
  eb_chemo_flag: flag,
  eb_first_confirmed_on: z.union([z.literal(''), date]),
  eb_stage: z.string().max(40),
});

const usualRow = (cells: unknown): SettlementRow => {
  const row = usualSchema.parse(cells);
  const zero = fen(0);
  return {
    facilityCode: row.fixmedins_code,
    settlementId: row.setl_id,
    visitId: row.mdtrt_id,
    insuredNumber: undefined,
    identityNumber: row.certno,
    personName: row.psn_name,
    insurance: row.insutype === '390' ? 'resident' : 'employee',
    medicalType: row.med_type,
    beganOn: row.begndate,
    endedOn: row.enddate,
    settledAt: instant(`${row.setl_time.replace(' ', 'T')}+08:00`),
    mainDiagnosis: row.dscg_maindiag_code === '' ? undefined : row.dscg_maindiag_code,
    diseaseCode: row.dise_codg === '' ? undefined : row.dise_codg,
    amounts: {
      totalFen: row.medfee_sumamt,
      selfFundedFen: zero,
      aboveLimitFen: zero,
      firstSelfPaidFen: zero,
      eligibleFen: row.inscp_scp_amt,
      deductibleFen: row.act_pay_dedc,
      basicFen: row.hifp_pay,
      civilServantFen: zero,
      enterpriseFen: zero,
      criticalIllnessFen: row.hifmi_pay,
      largeSumFen: zero,
      disabledFen: zero,
      assistanceFen: row.maf_pay,
      otherFen: row.oth_pay,
      accountFen: zero,
      cashFen: zero,
      personalFen: undefined,
      hospitalFen: zero,
      fundPaidFen: zero,
      drugFen: row.eb_drug_fee,
    },
    refunded: row.refd_setl_flag === true,
    pathologyConfirmed: row.eb_pathology_flag,
    firstConfirmedOn: row.eb_first_confirmed_on === '' ? undefined : row.eb_first_confirmed_on,
    metastatic: row.eb_metastatic_flag,
    stage: row.eb_stage === '' ? undefined : row.eb_stage,
    hiv: undefined,
    chemotherapy: row.eb_chemo_flag,
    marrowTransplant: undefined,
    causes: [],
  };
};

const usual: Path = async (open, encoding) => {
  const deciding = startDeciding();
  const parser = parse({ columns: true, bom: true });
  const bytes = open();
  if (encoding === 'gb18030') bytes.pipe(iconv.decodeStream('gb18030')).pipe(parser);
  else bytes.pipe(parser);
  for await (const cells of parser) deciding.decide(usualRow(cells));
  return deciding.outcome();
};

/** The path of the deployed workflow: cut into chunks of JSON lines first, each chunk read and decided alone. */
const chunked: Path = async (open) => {
  const detected = await detectEncoding(open());
  if (!detected.ok) throw new Error(detected.problem);
  const deciding = startDeciding();
  for await (const item of splitIntoChunks(readCsv(open(), detected.encoding), ROWS_PER_CHUNK)) {
    if (item.kind === 'refused') throw new Error('refused');
    if (item.kind === 'read') continue;
    const { header, rows } = readChunk(item.text);
    const read = createRowReader(header.columns);
    for (const { cells } of rows) {
      const row = read(cells);
      if (!row.ok) throw new Error(JSON.stringify(row.problems));
      deciding.decide(row.row);
    }
  }
  return deciding.outcome();
};

export const paths: Readonly<Record<string, Path>> = {
  erbao,
  'erbao-chunks': chunked,
  'csv-parse+zod': usual,
};
