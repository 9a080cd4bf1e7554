/** What of a personal value is shown by default (GB/T 22239 level 3): enough to recognise, not enough to use. */

/** Identity number: first 3 and last 4 characters. */
export const maskIdentityNumber = (identityNumber: string): string =>
  `${identityNumber.slice(0, 3)}${'*'.repeat(Math.max(0, identityNumber.length - 7))}${identityNumber.slice(-4)}`;

/** Bank account: last 4 digits. */
export const maskAccountNumber = (accountNumber: string): string => `**** ${accountNumber.slice(-4)}`;

/** Name: the family name, the rest as stars (张**). */
export const maskName = (name: string): string => {
  // by code point: rare family names lie outside the basic plane
  const [first = '', ...rest] = Array.from(name);
  return first + '*'.repeat(rest.length);
};
