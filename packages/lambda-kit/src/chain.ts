/**
 * The one middleware chain: reset log keys → (environment was read at the start) → parse → run → map the error → flush
 * metrics. Each trigger's handler only says how it parses and what an error becomes.
 */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { asErbaoError, type ErbaoError } from '@erbao/kernel/errors';
import type { Context } from 'aws-lambda';
import { ERROR_TABLE } from './error-table.ts';
import { type Log, loggable, openLog } from './logger.ts';

export type Tools = { readonly log: Log; readonly count: (metric: string, amount?: number) => void };

export type Chain<Result> = {
  readonly functionName: string;
  readonly run: (event: unknown, tools: Tools, context: Context) => Promise<Result>;
  /** What an error becomes; throw it to fail the invocation. */
  readonly onError: (error: ErbaoError, event: unknown) => Result;
};

export const chained = <Result>({ functionName, run, onError }: Chain<Result>) => {
  const log = openLog(functionName);
  const metrics = new Metrics({ namespace: 'Erbao', serviceName: functionName });
  const tools: Tools = {
    log,
    count: (metric, amount = 1) => {
      metrics.addMetric(metric, MetricUnit.Count, amount);
    },
  };
  return middy<unknown, Result>()
    .use({
      before: ({ context }: middy.Request<unknown, Result>) => {
        log.reset();
        log.with({ requestId: loggable(context.awsRequestId) });
      },
      after: () => {
        metrics.publishStoredMetrics();
      },
      onError: (request) => {
        const error = asErbaoError(request.error);
        noteError(tools, error);
        metrics.publishStoredMetrics();
        request.response = onError(error, request.event);
      },
    })
    .handler((event: unknown, context: Context) => run(event, tools, context));
};

/** Logs and counts an error by the table. */
export const noteError = ({ log, count }: Tools, error: ErbaoError): void => {
  if (ERROR_TABLE[error.kind].counts) {
    count('Failures');
    log.error('invocation-failed', error);
  } else {
    count('Rejections');
    log.warn('invocation-rejected', { errorKind: loggable(error.kind), errorCode: loggable(error.code) });
  }
};
