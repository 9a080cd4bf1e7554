import { openQuestions } from '@erbao/benefit-policy/open-questions';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { describe, expect, it } from 'vitest';

const { schemes } = publishedSchemeBook();
const questionsOf = (id: string): readonly string[] =>
  schemes
    .filter((scheme) => scheme.schemeId === id)
    .flatMap(openQuestions)
    .map((question) => question.id);

describe('open questions stay visible', () => {
  it.each([
    ['nansha-2018', ['chronic-diseases', 'hospital-levels', 'hiv-light-cancer', 'eligible-is-inscp']],
    ['wanqingsha-2013', ['listed-diseases']],
    ['zhanjiang-2018', ['municipal-numbers']],
    ['guangdong-2017', ['municipal-numbers', 'numbers-as-zhanjiang']],
    ['huangge-2009', []],
  ])('%s', (id, expected) => {
    expect(questionsOf(id)).toEqual(expected);
  });

  it('every choice of every scheme has its day and its reason in Chinese', () => {
    for (const { settings } of schemes) {
      expect(settings.length).toBeGreaterThan(0);
      for (const setting of settings) {
        expect(setting.decidedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(setting.reason).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});
