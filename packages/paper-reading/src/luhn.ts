/** The check digit of card numbers (ISO/IEC 7812): one digit read wrongly is always found. */
export const luhnHolds = (number: string): boolean => {
  let sum = 0;
  for (let place = 0; place < number.length; place += 1) {
    const digit = number.charCodeAt(number.length - 1 - place) - 48;
    if (digit < 0 || digit > 9) return false;
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += place % 2 === 0 ? digit : doubled;
  }
  return number.length > 0 && sum % 10 === 0;
};
