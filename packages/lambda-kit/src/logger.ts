/**
 * The logger of a function. Its values are ids, enums, counts and fen: a name, an identity number or a body does not
 * type-check, and a text that looks like an identity or account number is refused at run time as well.
 */
import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { ErbaoError } from '@erbao/kernel/errors';

declare const loggableMark: unique symbol;
/** A text that may be logged: made only by {@link loggable}. */
export type Loggable = string & { readonly [loggableMark]: true };
export type LogFields = Readonly<Record<string, Loggable | number | boolean>>;

const ID_SHAPE = /^[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,127}$/;
/** 15 or more digits in a row, the last perhaps an X: an identity number (18), an old one (15) or an account (16–19). */
const NUMBER_OF_A_PERSON = /\d{14}[\dXx]/;

const isLoggable = (text: string): text is Loggable => ID_SHAPE.test(text) && !NUMBER_OF_A_PERSON.test(text);
const WITHHELD = 'withheld';

/** An id or enum as a loggable text; anything else becomes `withheld`. */
export const loggable = (text: string): Loggable => {
  if (isLoggable(text)) return text;
  if (isLoggable(WITHHELD)) return WITHHELD;
  throw new TypeError('unreachable');
};

export type Log = {
  /** `event` is a fixed kebab-case phrase in the past tense, e.g. `claim-filed`. */
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  /** Logs kind, code, ids and the stack; never the message of a foreign error, which may quote its input. */
  readonly error: (event: string, error: ErbaoError, fields?: LogFields) => void;
  /** Keys for the rest of this invocation. */
  readonly with: (fields: LogFields) => void;
  readonly reset: () => void;
};

const stackOf = (error: unknown): readonly string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.trimStart().startsWith('at '))
        .slice(0, 12)
        .map((line) => line.trim())
    : [];

const detailsOf = (error: ErbaoError): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(error.details).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean'
        ? value
        : loggable(typeof value === 'string' ? value : value.join('/')),
    ]),
  );

export const openLog = (functionName: string): Log => {
  const logger = new PowertoolsLogger({ serviceName: functionName, logLevel: 'INFO' });
  return {
    info: (event, fields = {}) => logger.info(event, { ...fields }),
    warn: (event, fields = {}) => logger.warn(event, { ...fields }),
    error: (event, error, fields = {}) =>
      logger.error(event, {
        ...fields,
        errorKind: error.kind,
        errorCode: loggable(error.code),
        errorDetails: detailsOf(error),
        causeName: error.cause instanceof Error ? loggable(error.cause.name) : 'none',
        stack: stackOf(error),
        causeStack: stackOf(error.cause),
      }),
    with: (fields) => logger.appendKeys({ ...fields }),
    reset: () => logger.resetKeys(),
  };
};
