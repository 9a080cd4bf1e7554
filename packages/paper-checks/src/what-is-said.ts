/** Gathers, for one comparison, what was filed and what stands on the papers, opened in memory only. */
import { billDateOf, decidedBill, filedBill } from '@erbao/adjudication/claim-facts';
import { SPLIT_CHANNEL } from '@erbao/adjudication/split-stay';
import type { Claim } from '@erbao/claims/claim';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { readLocalDate } from '@erbao/kernel/dates';
import { readFen } from '@erbao/kernel/money';
import { type Member, memberName } from '@erbao/members/member';
import { type KeptReading, latestReading, openField } from '@erbao/paper-reading/kept-reading';
import { correctionsOf, openCorrection } from '@erbao/paper-reading/paper-correction';
import type { FieldName } from '@erbao/paper-reading/reading-fields';
import { openAccount } from '@erbao/payout/payee';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import { type ClaimSays, FORM_OF, type FiledAmounts, type PaperSays, type Said } from './compare-papers.ts';

/** A person has seen it. */
const TYPED = 1_000;

const filedAmounts = ({ amounts }: Claim['bill']): FiledAmounts =>
  Object.fromEntries(
    Object.entries(amounts).flatMap(([name, text]) => {
      const read = text === undefined ? undefined : readFen(text);
      return read?.ok === true ? [[name, read.fen]] : [];
    }),
  );

export const claimSays = async (cipher: FieldCipher, claim: Claim, member: Member): Promise<ClaimSays> => {
  const bill = filedBill(claim);
  const endedOn = billDateOf(bill);
  const began = bill.admittedOn === undefined ? undefined : readLocalDate(bill.admittedOn);
  const account =
    claim.account === undefined ? undefined : await openAccount(cipher, claim.claimId, claim.account);
  return {
    personOnly: claim.claimKind === 'chronic' || claim.channel === SPLIT_CHANNEL,
    inpatient: bill.kind === 'inpatient',
    invoice: claim.invoice,
    settlementNumber: claim.settlementNumber,
    name: await memberName(cipher, member),
    identityNumber: await cipher.open(
      member.sealedIdentityNumber,
      `member/${member.memberId}/identity-number`,
    ),
    accountNumber: account?.number,
    beganOn: bill.kind === 'inpatient' ? (began ?? endedOn) : endedOn,
    endedOn,
    amounts: filedAmounts(bill),
    mainDiagnosis: decidedBill(claim).diagnoses?.find(({ main }) => main)?.code,
  };
};

export type ReadPaper = { readonly paperId: string; readonly reading: KeptReading | undefined };

export const readingsOf = (tables: Tables, claim: Claim): Promise<readonly ReadPaper[]> =>
  Promise.all(
    claim.papers.map(async ({ paperId }) => ({ paperId, reading: await latestReading(tables, paperId) })),
  );

type Needs = { readonly tables: Tables; readonly cipher: FieldCipher };

/** What the machine read, and over it what people typed. */
export const papersSay = (
  { tables, cipher }: Needs,
  claim: Claim,
  readings: readonly ReadPaper[],
): Promise<readonly PaperSays[]> =>
  Promise.all(
    claim.papers.map(async ({ paperId, kind }, place): Promise<PaperSays> => {
      const reading = readings[place]?.reading;
      const said = new Map<FieldName, Said>();
      for (const kept of reading?.fields ?? []) {
        const { name, value, confidence } = await openField(cipher, paperId, kept);
        said.set(name, { value, confidence });
      }
      const typed = await correctionsOf(tables, paperId);
      for (const kept of typed) {
        const value = await openCorrection(cipher, kept);
        if (value !== undefined) said.set(kept.field, { value, confidence: TYPED });
      }
      // who types from a paper that the machine could not place has seen what it is
      const form = typed.length > 0 ? FORM_OF[kind] : reading?.form;
      return { paperId, kind, state: form === undefined ? 'not-read' : 'read', form, said };
    }),
  );
