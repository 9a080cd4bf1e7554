/** Which papers a claim needs [nansha 五(二)2 (1)–(8)]; one answer names everything that is missing. */
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';

const ALWAYS: readonly PaperKind[] = [
  'invoice',
  'diagnosis',
  'medical-record',
  'cost-list',
  'bank-account',
  'identity-card',
  'settlement-sheet',
];
/** (7) 未成年人提供户口本和出生证. */
const MINORS: readonly PaperKind[] = ['household-register', 'birth-certificate'];

export const papersNeeded = ({ minor }: { readonly minor: boolean }): readonly PaperKind[] =>
  minor ? [...ALWAYS, ...MINORS] : ALWAYS;

/** The kinds that are needed and of which no stored paper is there, in the order of the list. */
export const papersMissing = (
  needed: readonly PaperKind[],
  stored: readonly PaperKind[],
): readonly PaperKind[] => needed.filter((kind) => !stored.includes(kind));
