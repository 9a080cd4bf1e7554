import { bulkScheme } from '@erbao/benefit-policy/bulk-scheme';
import { applyMovements } from '@erbao/benefit-policy/decide-bills';
import type { UsedCeilings } from '@erbao/benefit-policy/engine';
import { fastSchemeBook } from '@erbao/benefit-policy/fast-book';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { checkReceipt, makeReceipt } from '@erbao/benefit-policy/receipt';
import { localDate } from '@erbao/kernel/dates';
import { canonicalJson } from '@erbao/kernel/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARAMETERS, someBill, someMember } from './arbitrary-facts.ts';

const book = publishedSchemeBook();
const someBills = fc.array(someBill, { minLength: 1, maxLength: 10 });

describe.each(book.schemes.map((scheme) => scheme.schemeId))('the generated function of %s', (id) => {
  const found = book.schemeFor(id, localDate('2019-09-01'), PARAMETERS);
  if (!found.found) throw new Error('the scheme is published');
  const { scheme } = found;
  const bulk = bulkScheme(scheme, true);

  it('gives the same decisions and running sums as the interpreter', () => {
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        const counters = bulk.newCounters();
        let used: UsedCeilings = {};
        for (const bill of bills) {
          const adjudged = scheme.decide({ member, bill }, used);
          const stop = bulk.decide(member, bill, counters);
          expect(canonicalJson(bulk.decisionOf(stop))).toBe(canonicalJson(adjudged.decision));
          if (stop === 0) {
            const receipt = makeReceipt({
              scheme,
              facts: { member, bill },
              usedBefore: bulk.usedOf(bill),
              adjudged,
              parameters: PARAMETERS,
            });
            expect(checkReceipt(receipt, book)).toEqual({ agrees: true });
          }
          used = applyMovements(used, adjudged.movements);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('decides from a record of running sums as the interpreter does, movements included', () => {
    const fast = fastSchemeBook(book).schemeFor(id, localDate('2019-09-01'), PARAMETERS);
    if (!fast.found) throw new Error('the scheme is published');
    fc.assert(
      fc.property(someMember, someBills, (member, bills) => {
        let used: UsedCeilings = {};
        for (const bill of bills) {
          const adjudged = scheme.decide({ member, bill }, used);
          expect(canonicalJson(fast.scheme.decide({ member, bill }, used))).toBe(canonicalJson(adjudged));
          used = applyMovements(used, adjudged.movements);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the fast book', () => {
  const fast = fastSchemeBook(book);
  it('wraps a scheme once, and says as the plain one what it has not', () => {
    const day = localDate('2019-09-01');
    const [first, second] = [fast.schemeFor('nansha-2018', day), fast.schemeFor('nansha-2018', day)];
    expect(first.found && second.found && first.scheme === second.scheme).toBe(true);
    expect(fast.schemeFor('nowhere', day)).toEqual({ found: false, reason: 'scheme-unknown' });
    expect(fast.schemes.map((one) => one.schemeId)).toEqual(book.schemes.map((one) => one.schemeId));
  });
});
