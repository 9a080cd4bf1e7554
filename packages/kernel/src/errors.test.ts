import { describe, expect, it } from 'vitest';
import {
  asErbaoError,
  Conflict,
  Defect,
  ErbaoError,
  type ErrorKind,
  Forbidden,
  InvalidInput,
  NotFound,
  Unavailable,
  unreachable,
} from './errors.ts';

describe('the six kinds', () => {
  const errors: readonly (readonly [ErbaoError, ErrorKind])[] = [
    [new InvalidInput('body-invalid', { field: 'x' }), 'InvalidInput'],
    [new Forbidden('role-not-allowed', { field: 'x' }), 'Forbidden'],
    [new NotFound('claim-unknown', { field: 'x' }), 'NotFound'],
    [new Conflict('claim-moved-on', { field: 'x' }), 'Conflict'],
    [new Unavailable('tables-unavailable', { field: 'x' }), 'Unavailable'],
    [new Defect('unexpected-error', { field: 'x' }), 'Defect'],
  ];
  it.each(errors)('%s keeps its name, code and details', (error, kind) => {
    expect(error).toBeInstanceOf(ErbaoError);
    expect([error.kind, error.name]).toEqual([kind, kind]);
    expect(error.message).toBe(`${kind}: ${error.code}`);
    expect(error.details).toEqual({ field: 'x' });
    expect('cause' in error).toBe(false);
  });

  it('keep the cause of what failed', () => {
    const cause = new Error('away');
    expect(new Unavailable('tables-unavailable', {}, cause).cause).toBe(cause);
  });

  it('leave our own errors as they are, and make a foreign one a Defect with its cause', () => {
    const ours = new Conflict('busy');
    const foreign = new Error('x');
    expect(asErbaoError(ours)).toBe(ours);
    expect(asErbaoError(foreign)).toMatchObject({ kind: 'Defect', code: 'unexpected-error', cause: foreign });
  });

  it('say which case was forgotten', () => {
    const isForgotten = (value: string): value is never => value === 'new-state';
    const state = 'new-state';
    expect(() => (isForgotten(state) ? unreachable(state) : undefined)).toThrow(
      expect.objectContaining({ code: 'unreachable-case', details: { value: 'new-state' } }),
    );
  });
});
