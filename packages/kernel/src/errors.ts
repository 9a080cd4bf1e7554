/**
 * The six kinds of thrown errors. Business outcomes are values, not errors. `code` is stable and public; `details` hold
 * ids and enums only, never personal data. `kind` is a plain string property, so it survives minifying.
 */
export const ERROR_KINDS = [
  'InvalidInput',
  'Forbidden',
  'NotFound',
  'Conflict',
  'Unavailable',
  'Defect',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export class ErbaoError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, details: ErrorDetails = {}, cause?: unknown) {
    super(`${kind}: ${code}`, cause === undefined ? undefined : { cause });
    this.name = kind;
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** The caller's input cannot be accepted as it is (HTTP 400). */
export class InvalidInput extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    super('InvalidInput', code, details, cause);
  }
}
/** The caller may not do this (HTTP 403). */
export class Forbidden extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}) {
    super('Forbidden', code, details);
  }
}
/** The thing does not exist, or not for this caller (HTTP 404). */
export class NotFound extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}) {
    super('NotFound', code, details);
  }
}
/** Somebody else was first; read again and retry, or tell the person (HTTP 409). */
export class Conflict extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    super('Conflict', code, details, cause);
  }
}
/** Something outside does not answer; retry with backoff (HTTP 503). */
export class Unavailable extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    super('Unavailable', code, details, cause);
  }
}
/** Our own fault; nobody can retry it away (HTTP 500). */
export class Defect extends ErbaoError {
  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    super('Defect', code, details, cause);
  }
}

/** Any thrown value as one of the six kinds; what is not ours is a Defect that keeps the cause. */
export const asErbaoError = (thrown: unknown): ErbaoError =>
  thrown instanceof ErbaoError ? thrown : new Defect('unexpected-error', {}, thrown);

/** Makes an exhaustive switch fail to compile when a case is missing. */
export const unreachable = (value: never): never => {
  throw new Defect('unreachable-case', { value: String(value) });
};
