/** One table: what a thrown error does, by its kind and by what triggered the function. A test reads every cell. */
import type { ErrorKind } from '@erbao/kernel/errors';

/**
 * `retry`: the trigger brings it again, with backoff, in the end to the dead-letter queue. `dead-letter`: nobody can retry
 * it away, to the dead-letter queue at once. `fail`: the workflow state fails under the kind's name and the definition
 * retries or parks it.
 */
export type QueueAction = 'retry' | 'dead-letter';
export type ErrorRow = {
  readonly http: 400 | 403 | 404 | 409 | 503 | 500;
  readonly queue: QueueAction;
  readonly stream: 'retry';
  readonly step: 'fail';
  /** Whether the alarm of the function counts it: what a caller did wrong is not our failure. */
  readonly counts: boolean;
};

export const ERROR_TABLE: Readonly<Record<ErrorKind, ErrorRow>> = {
  InvalidInput: { http: 400, queue: 'dead-letter', stream: 'retry', step: 'fail', counts: false },
  Forbidden: { http: 403, queue: 'dead-letter', stream: 'retry', step: 'fail', counts: false },
  NotFound: { http: 404, queue: 'dead-letter', stream: 'retry', step: 'fail', counts: false },
  Conflict: { http: 409, queue: 'retry', stream: 'retry', step: 'fail', counts: false },
  Unavailable: { http: 503, queue: 'retry', stream: 'retry', step: 'fail', counts: true },
  Defect: { http: 500, queue: 'dead-letter', stream: 'retry', step: 'fail', counts: true },
};
