/** Who pays which benefit, as the scheme's versions say: Anshun's departments each owe their own part. */
import type { Scheme } from '@erbao/benefit-policy/scheme';
import type { LocalDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import { addFen, type Fen, ZERO_FEN } from '@erbao/kernel/money';
import { payerIdOf } from '@erbao/payout/payer-accounts';

export type Payer = { readonly payerId: string; readonly payerName: string };

const versionOn = (schemes: readonly Scheme[], schemeId: string, on: LocalDate): Scheme => {
  const versions = schemes
    .filter((scheme) => scheme.schemeId === schemeId)
    .toSorted((a, b) => (a.version < b.version ? -1 : 1));
  const found = versions.findLast(({ version }) => version <= on) ?? versions[0];
  if (found === undefined) throw new Defect('scheme-unknown', { schemeId });
  return found;
};

const payerNamed = (payerName: string): Payer => ({ payerId: payerIdOf(payerName), payerName });

/** Each payer once, in the order of the scheme's benefits. */
export const payersOn = (schemes: readonly Scheme[], schemeId: string, on: LocalDate): readonly Payer[] =>
  [...new Set(versionOn(schemes, schemeId, on).benefits.map(({ payer }) => payer))].map(payerNamed);

type Owed = {
  readonly schemeId: string;
  readonly endedOn: LocalDate;
  readonly benefits: Readonly<Record<string, Fen>>;
};

/** The sums of a settlement by payer. Throws a Defect for a benefit that the scheme's version does not have. */
export const owedByPayer = (
  schemes: readonly Scheme[],
  { schemeId, endedOn, benefits }: Owed,
): Readonly<Record<string, Fen>> => {
  const owed: Record<string, Fen> = {};
  const { benefits: known } = versionOn(schemes, schemeId, endedOn);
  for (const [benefit, sum] of Object.entries(benefits)) {
    const payer = known.find(({ id }) => id === benefit)?.payer;
    if (payer === undefined) throw new Defect('benefit-without-payer', { schemeId, benefit });
    const payerId = payerIdOf(payer);
    owed[payerId] = addFen(owed[payerId] ?? ZERO_FEN, sum);
  }
  return owed;
};
