/** What a hospital or the fund's clerks are to be told of a month, as events in the transaction of the thing itself. */
import type { Write } from '@erbao/dynamo-kit/tables';
import type { Instant } from '@erbao/kernel/dates';
import { announce } from '@erbao/outbox/outbox-event';
import type { SettlementFile } from './settlement-file.ts';
import type { Statement } from './statement.ts';

type File = Pick<SettlementFile, 'hospitalId' | 'month' | 'fileId'>;

/** The end of a file's way; there is one. */
export const tellOfFile = (
  kind: 'month-file-refused' | 'differences-settled',
  { hospitalId, month, fileId }: File,
  at: Instant,
): Write => announce({ kind, hospitalId, month, fileId }, at, fileId);

export const tellMatched = ({ hospitalId, month, fileId }: File, unsettled: number, at: Instant): Write =>
  announce({ kind: 'month-file-matched', hospitalId, month, fileId, unsettled }, at, fileId);

type Closing = { readonly hospitalId: string; readonly month: string; readonly attempt: number };

export const tellOfClose = (
  kind: 'month-closed' | 'month-not-closed',
  { hospitalId, month, attempt }: Closing,
  at: Instant,
): Write => announce({ kind, hospitalId, month }, at, hospitalId, month, attempt);

/** Between hospital and clerk; each turn is another version of the statement. */
export const tellOfStatement = (
  kind: 'statement-disputed' | 'statement-explained',
  { statementId, hospitalId, month, version }: Statement,
  at: Instant,
): Write => announce({ kind, hospitalId, month, statementId }, at, statementId, version);
