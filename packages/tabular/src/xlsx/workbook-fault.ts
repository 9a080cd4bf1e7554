/** Why a file is no workbook that can be read. Thrown inside this folder only; `readXlsx` answers with it as a value. */
export type WorkbookReason =
  /** A zip file of something else. */
  | 'no-workbook'
  | 'encrypted'
  /** Cut off, not well-formed, or its parts contradict each other. */
  | 'broken'
  /** Inflates to more than any real workbook. */
  | 'too-large'
  /** More than one visible sheet with content: nobody knows which one counts. */
  | 'several-sheets'
  | 'record-too-long';

export class WorkbookFault extends Error {
  readonly reason: WorkbookReason;
  readonly line: number | undefined;

  constructor(reason: WorkbookReason, line?: number, cause?: unknown) {
    super(`workbook: ${reason}`, { cause });
    this.name = 'WorkbookFault';
    this.reason = reason;
    this.line = line;
  }
}
