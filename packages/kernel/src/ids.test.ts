import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentId, sha256Hex } from './ids.ts';

describe('ids from content', () => {
  it('hashes as everybody does', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('tells apart parts that would join to the same text', () => {
    expect(contentId('x', 'a', 'bc')).not.toBe(contentId('x', 'ab', 'c'));
    expect(contentId('x', 'a|1:b')).not.toBe(contentId('x', 'a', 'b'));
  });

  it('are short, stay the same for ever, and keep the order of lists', () => {
    expect(contentId('claim', 'a', 1)).toBe('claim-538c49fe20a9bc0e9de2dab885');
    expect(contentId('x', 'a', 'b')).not.toBe(contentId('x', 'b', 'a'));
    expect(canonicalJson({ b: [2, 1, { d: null, c: 'x' }], a: 1 })).toBe(
      '{"a":1,"b":[2,1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ c: 1, a: 2, b: 3 })).toBe('{"a":2,"b":3,"c":1}');
  });

  it('does not see the order of names', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(record));
      }),
    );
  });
});
