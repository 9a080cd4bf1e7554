import { describe, expect, it } from 'vitest';
import { checkAccount } from './account-check.ts';
import { blockingFindings, type CheckedAccount, passesLuhn } from './account-form.ts';

const ACCOUNT: CheckedAccount = {
  holder: '样例甲',
  number: '6200000000000000018',
  bankName: '样例银行南沙支行',
  cnaps: '000000000000',
  relation: 'self',
};
const OWNER = { memberName: '样例甲', minor: false };
const MINOR = { memberName: '样例乙', minor: true };

describe('an account', () => {
  it.each([
    ['that is the member’s own', {}, OWNER, []],
    ['without a CNAPS code', { cnaps: '' }, OWNER, ['cnaps-form']],
    ['with a CNAPS code of 11 digits', { cnaps: '10258100001' }, OWNER, ['cnaps-form']],
    ['with letters in its number', { number: 'ABC12345678' }, OWNER, ['account-form']],
    ['that is too short', { number: '1234567' }, OWNER, ['account-form']],
    ['of a passbook, which needs no Luhn digit', { number: '123456789012' }, OWNER, []],
    [
      'of a bank whose code is another',
      { bankName: '中国工商银行南沙支行', cnaps: '103581000017' },
      OWNER,
      ['bank-not-of-cnaps'],
    ],
    ['of a bank with its own code', { bankName: '中国工商银行南沙支行', cnaps: '102581000017' }, OWNER, []],
    ['of a card with a wrong last digit', { number: '6200000000000000019' }, OWNER, ['luhn']],
    ['with a separator in the name', { holder: '样例甲|' }, OWNER, ['holder-form', 'holder-not-member']],
    ['with a blank around the name', { holder: ' 样例甲' }, OWNER, ['holder-form']],
    ['without a bank', { bankName: '' }, OWNER, ['bank-form']],
    ['of somebody else', { holder: '样例丙' }, OWNER, ['holder-not-member']],
    ['of a guardian, for a minor', { relation: 'guardian' }, MINOR, []],
    ['of a guardian, for an adult', { relation: 'guardian', holder: '样家长' }, OWNER, ['guardian-of-adult']],
    ['of the guardian who files', { relation: 'guardian' }, { ...MINOR, guardianName: '样例甲' }, []],
    [
      'of another than the guardian who files',
      { relation: 'guardian' },
      { ...MINOR, guardianName: '样例丁' },
      ['holder-not-guardian'],
    ],
    ['of a minor called self but of another name', {}, MINOR, ['holder-not-member']],
    [
      'of a name written with another dot',
      { holder: '买买提•样' },
      { memberName: '买买提·样', minor: false },
      [],
    ],
  ] as const)('%s', (_what, more, owner, findings) => {
    expect(checkAccount({ ...ACCOUNT, ...more }, owner, 'gb18030')).toEqual(findings);
  });

  it('of a name outside the file’s characters is refused, never rewritten', () => {
    const rare = { ...ACCOUNT, holder: '样䶮' };
    expect(checkAccount(rare, { memberName: '样䶮', minor: false }, 'gbk')).toEqual(['outside-charset']);
    expect(checkAccount(rare, { memberName: '样䶮', minor: false }, 'gb18030')).toEqual([]);
  });

  it('is kept out of a batch by form always, by its holder until a person has confirmed it, by Luhn never', () => {
    expect(blockingFindings(['luhn'], false)).toEqual([]);
    expect(blockingFindings(['holder-not-member', 'luhn'], false)).toEqual(['holder-not-member']);
    expect(blockingFindings(['holder-not-member'], true)).toEqual([]);
    expect(blockingFindings(['cnaps-form', 'holder-not-member'], true)).toEqual(['cnaps-form']);
  });

  it.each([
    ['79927398713', true],
    ['79927398710', false],
    ['6200000000000000018', true],
  ])('Luhn of %s: %s', (number, passes) => {
    expect(passesLuhn(number)).toBe(passes);
  });
});
