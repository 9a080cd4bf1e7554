/** The empty file that a hospital downloads and fills. */
import { SETTLEMENT_COLUMNS } from '@erbao/national-record/settlement-columns';

/** The header line, in national names or in Chinese labels; both are read back. */
export const templateHeader = (names: 'national' | 'chinese'): readonly string[] =>
  SETTLEMENT_COLUMNS.map(({ name, zh }) => (names === 'national' ? name : zh));
