/** What a hospital does in stories and journeys: its system settles stays, its finance office hands in the month. */
import { type Fen, fen, printYuan } from '@erbao/kernel/money';
import { cellsOfClean } from '@erbao/national-record/record-cells';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import { templateHeader } from '@erbao/settlement-files/template';
import { csvLine, encodeText } from '@erbao/tabular/write-csv';
import { type Answer, type Person, sha256Of, signIn, textIn, upload } from './api-client.ts';
import { accepted, eventually, must, type Telling } from './telling.ts';

/** A hospital's information system, which signs in as a machine. */
export const hospitalSystem = ({ cloud }: Telling, hospitalId: string): Promise<Person> =>
  signIn(cloud, { subject: `his-${hospitalId}`, roles: ['hospital-his'], hospitalId });

export const hospitalUser = ({ cloud }: Telling, hospitalId: string): Promise<Person> =>
  signIn(cloud, { subject: `finance-${hospitalId}`, roles: ['hospital-finance'], hospitalId });

const TOTAL = fen(800_000);
const BASIC = fen(500_000);

/** Nothing self-paid: what basic insurance leaves is the patient's. */
export const amountsOf = (totalFen: Fen, basicFen: Fen) => ({
  total: printYuan(totalFen),
  selfFunded: '0.00',
  firstSelfPaid: '0.00',
  eligible: printYuan(totalFen),
  deductible: '0.00',
  basic: printYuan(basicFen),
  civilServant: '0.00',
  enterprise: '0.00',
  criticalIllness: '0.00',
  largeSum: '0.00',
  assistance: '0.00',
  other: '0.00',
  cash: printYuan(fen(totalFen - basicFen)),
  fundPaid: printYuan(basicFen),
});

export type StayWish = {
  readonly settlementId: string;
  readonly member: Pick<SampleMember, 'identityNumber' | 'name'>;
  readonly endedOn: string;
  readonly beganOn?: string;
  /** Absent: 8,000 yuan, of which basic insurance paid 5,000. */
  readonly totalFen?: Fen;
  readonly basicFen?: Fen;
};

/** A stay in the clean form, settled in the first minute of the day on which it ended. */
export const stayOf = (wish: StayWish) => {
  const { settlementId, member, endedOn, beganOn = endedOn, totalFen = TOTAL, basicFen = BASIC } = wish;
  return {
    settlementId,
    settledAt: `${endedOn} 00:00:00`,
    insured: { identityNumber: member.identityNumber, name: member.name },
    insurance: '390',
    medicalType: '21',
    beganOn,
    endedOn,
    mainDiagnosis: 'J18.900',
    amounts: amountsOf(totalFen, basicFen),
  };
};
export type Stay = ReturnType<typeof stayOf>;

/** The cells of a stay under the national names. */
export const cellsOf = (hospitalId: string, stay: Stay): Readonly<Record<string, string>> =>
  cellsOfClean(stay, { fixmedins_code: hospitalId });

/** A file with the template's header; each row is a stay's cells. */
export const fileOf = (
  rows: readonly Readonly<Record<string, string>>[],
  encoding: 'utf-8' | 'gb18030' = 'utf-8',
): Uint8Array => {
  const header = templateHeader('national');
  const lines = rows.map((cells) => csvLine(header.map((name) => cells[name] ?? '')));
  return encodeText([header.join(','), ...lines].join('\r\n'), encoding);
};

/** Gives the file's id. */
export const handIn = async (
  person: Person,
  month: string,
  fileName: string,
  bytes: Uint8Array,
  kind: 'month' | 'day' = 'month',
): Promise<string> => {
  const asked = { month, fileName, kind, bytes: bytes.length, sha256: sha256Of(bytes) };
  const ticket = accepted(
    await person('POST', '/settlement-files/tickets', asked),
    'an upload ticket for the month file',
  );
  must((await upload(ticket.body['upload'], bytes)) < 300, 'the month file in the store');
  return textIn(ticket, 'fileId');
};

export const fileDone = (person: Person, fileId: string): Promise<Answer> =>
  eventually('the file closed or refused', async () => {
    const file = accepted(await person('GET', `/settlement-files/${fileId}`), 'the state of the file');
    return file.body['state'] === 'closed' || file.body['state'] === 'refused' ? file : undefined;
  });

export const monthWhere = (
  person: Person,
  month: string,
  what: string,
  holds: (body: Answer['body']) => boolean,
): Promise<Answer> =>
  eventually(what, async () => {
    const asked = accepted(await person('GET', `/settlement-months/${month}`), 'the month');
    return holds(asked.body) ? asked : undefined;
  });
