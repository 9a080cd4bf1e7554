/**
 * The reader of papers in memory: it reads on every paper what the claim says, unless a test has told it otherwise, so
 * that the walks of a claim need no pictures. The real one is proven in functions/read-paper and the journeys.
 */
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Instant, localDate } from '@erbao/kernel/dates';
import { type Fen, readFen } from '@erbao/kernel/money';
import { findMember } from '@erbao/members/member-store';
import { claimSays } from '@erbao/paper-checks/what-is-said';
import { FORM_OF } from '@erbao/paper-checks/compare-papers';
import { beginReading, findReading, keepReading } from '@erbao/paper-reading/kept-reading';
import type { FieldValue, ReadField } from '@erbao/paper-reading/paper-reading';
import { type FieldName, isFieldName } from '@erbao/paper-reading/reading-fields';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

const READER = 'memory-1';
export type ToldFields = Readonly<Partial<Record<FieldName, FieldValue>>>;

const money = (sum: Fen): FieldValue => ({ as: 'fen', fen: sum });
const text = (word: string | undefined): FieldValue | undefined =>
  word === undefined ? undefined : { as: 'text', text: word };
const date = (on: string | undefined): FieldValue | undefined =>
  on === undefined ? undefined : { as: 'date', date: localDate(on) };

const amountsOf = ({ amounts }: Claim['bill']): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(
    Object.entries(amounts).flatMap(([name, sum]) => {
      const read = sum === undefined ? undefined : readFen(sum);
      return read?.ok === true ? [[name, money(read.fen)]] : [];
    }),
  );

const fieldOf = (name: FieldName, value: FieldValue, confidence: number): ReadField => ({
  name,
  value,
  raw: '',
  confidence,
  evidence: [],
  place: { page: 1, x: 100, y: 100, width: 200, height: 20 },
  source: 'pdf-text',
});

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher; readonly clock: () => Instant };

export const paperMachine = ({ tables, cipher, clock }: Needs) => {
  const told = new Map<string, { readonly fields: ToldFields; readonly confidence: number }>();

  const truthOf = async (claim: Claim): Promise<Readonly<Record<string, FieldValue | undefined>>> => {
    const member = await findMember(tables, claim.memberId);
    if (member === undefined) throw new Error('no member');
    const says = await claimSays(cipher, claim, member);
    return {
      ...amountsOf(claim.bill),
      billCode: text(claim.invoice?.code),
      billNumber: text(claim.invoice?.number),
      settlementId: text(claim.settlementNumber),
      payerName: text(says.name),
      patientName: text(says.name),
      identityNumber: text(says.identityNumber),
      accountNumber: text(says.accountNumber),
      admittedOn: date(claim.bill.admittedOn),
      dischargedOn: date(claim.bill.dischargedOn),
      issuedOn: date(says.endedOn),
    };
  };

  const read = async (claim: Claim): Promise<void> => {
    const truth = await truthOf(claim);
    for (const { paperId, kind } of claim.papers) {
      const form = FORM_OF[kind];
      const key = { paperId, readerVersion: READER };
      if (form === undefined || (await findReading(tables, key)) !== undefined) continue;
      const other = told.get(paperId);
      const otherwise = new Map(Object.entries(other?.fields ?? {}));
      const fields = [...new Map([...Object.entries(truth), ...otherwise])].flatMap(([name, value]) =>
        isFieldName(name) && value !== undefined
          ? [fieldOf(name, value, otherwise.has(name) ? (other?.confidence ?? 0) : 980)]
          : [],
      );
      const at = clock();
      await tables.commit([beginReading({ ...key, sha256: paperId, kind }, undefined, at)]);
      await tables.commit([
        await keepReading(cipher, key, { form, pages: 1, fields, codes: [], turns: [] }, at),
      ]);
    }
  };

  return {
    read,
    /** What stands on one paper, as it was read. */
    tell: (paperId: string, fields: ToldFields, confidence = 980) => {
      told.set(paperId, { fields, confidence });
    },
  };
};
