import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stdnum } from 'stdnum';
import { birthDateIn, identityCheckCharacter, readIdentityNumber, sexIn } from './identity-number.ts';

// the public example of GB 11643, not a person
const EXAMPLE = '11010519491231002X';

describe('readIdentityNumber', () => {
  it.each([
    ['a lower-case x', '11010519491231002x', EXAMPLE],
    ['blanks around', ` ${EXAMPLE} `, EXAMPLE],
    ['15 digits', '110105491231002', undefined],
    ['a wrong check', '110105194912310021', undefined],
    ['a day that is none', `11010519490231002${identityCheckCharacter('11010519490231002')}`, undefined],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ', undefined],
    ['nothing', '', undefined],
    ['40 characters of junk', 'x'.repeat(40), undefined],
  ])('reads %s', (_name, text, expected) => expect(readIdentityNumber(text)).toBe(expected));

  it('reads birth date and sex', () => {
    expect(birthDateIn(EXAMPLE)).toBe('1949-12-31');
    expect(sexIn(EXAMPLE)).toBe('female');
  });

  it('agrees with stdnum on past birth dates', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const parts = fc.record({
      region: fc.stringMatching(/^[1-9]\d{5}$/),
      year: fc.integer({ min: 1900, max: 2024 }),
      monthDay: fc.oneof(digits(4), fc.stringMatching(/^(0\d|1[0-2])[0-3]\d$/)),
      serial: digits(3),
      check: fc.option(fc.constantFrom(...Array.from('0123456789X')), { nil: undefined }),
    });
    fc.assert(
      fc.property(parts, ({ region, year, monthDay, serial, check }) => {
        const first17 = `${region}${year}${monthDay}${serial}`;
        const number = `${first17}${check ?? identityCheckCharacter(first17)}`;
        expect(readIdentityNumber(number) !== undefined).toBe(stdnum.CN?.ric?.validate(number).isValid);
      }),
      { numRuns: 2_000 },
    );
  });
});
