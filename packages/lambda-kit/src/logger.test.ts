import { stderr, stdout } from 'node:process';
import { Defect } from '@erbao/kernel/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LogFields, loggable, openLog } from './logger.ts';

describe('the logger', () => {
  it.each([
    ['ER-1XBK-65QG-AK35', 'ER-1XBK-65QG-AK35'],
    ['member-0123456789abcdef0123456789', 'member-0123456789abcdef0123456789'],
    ['440115196503029032', 'withheld'],
    ['44011519650302903X', 'withheld'],
    ['claim/6200000000000000018', 'withheld'],
    ['440115650302903', 'withheld'],
    ['张三', 'withheld'],
    ['a b', 'withheld'],
    ['', 'withheld'],
  ])('takes %j as %j', (text, expected) => {
    expect(loggable(text)).toBe(expected);
  });

  it('does not compile with a plain text', () => {
    const fields: LogFields = { rows: 7, done: true, claimId: loggable('ER-1XBK-65QG-AK35') };
    // @ts-expect-error a text must be made loggable first
    const wrong: LogFields = { ...fields, name: '张三' };
    expect(wrong).toBeDefined();
  });

  describe('of an error', () => {
    afterEach(() => vi.restoreAllMocks());

    it('prints code, ids and stack, and nothing that a foreign message quotes', () => {
      const lines: string[] = [];
      for (const stream of [stdout, stderr])
        vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
      const cause = new Error('value 440115196503029032 of 张三 is wrong');
      openLog('test').error(
        'invocation-failed',
        new Defect('row-unreadable', { id: '440115196503029032', row: 7 }, cause),
      );
      const printed = lines.join('\n');
      expect(printed).toContain('row-unreadable');
      expect(printed).toContain('"row":7');
      expect(printed).not.toContain('440115196503029032');
      expect(printed).not.toContain('张三');
    });
  });
});
