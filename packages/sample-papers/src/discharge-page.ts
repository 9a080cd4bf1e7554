/** 出院小结, with running text around the few words that a claim needs. */
import { daysBetween } from '@erbao/kernel/dates';
import { chineseDate } from '@erbao/letters/letter-page';
import type { Margins } from 'pdfmake/interfaces.js';
import type { PaperFacts } from './paper-facts.ts';
import { dateValue, grid, pageOf, sampleMark, seal, textValue, type SamplePage } from './sample-page.ts';

const PART_MARGIN: Margins = [0, 5, 0, 0];
const A4 = { width: 595, height: 842 };

export const dischargeSummary = (facts: PaperFacts, isStamped: boolean): SamplePage => {
  const { admittedOn, dischargedOn, diagnosis } = facts;
  const part = (heading: string, text: string) => ({
    text: `${heading}：${text}`,
    margin: PART_MARGIN,
  });
  return {
    form: 'discharge-summary',
    issuedOn: dischargedOn,
    page: pageOf(
      A4,
      [
        { text: facts.hospitalName, fontSize: 15, alignment: 'center' },
        { text: '出院小结', fontSize: 17, alignment: 'center', margin: [0, 2, 0, 2] },
        sampleMark('非真实病历'),
        grid(
          [
            ['姓名', facts.name],
            ['性别', facts.sex],
            ['住院号', facts.recordNumber],
            ['科别', '内科'],
            ['入院日期', chineseDate(admittedOn)],
            ['出院日期', chineseDate(dischargedOn)],
          ],
          3,
        ),
        part('住院天数', `${String(daysBetween(admittedOn, dischargedOn))}天`),
        part('入院诊断', diagnosis.name),
        part(
          '入院情况',
          '患者因不适就诊，门诊以上述诊断收入院。查体：神志清楚，生命体征平稳，心肺听诊未见明显异常。',
        ),
        part('诊疗经过', '入院后完善相关检查，给予对症支持治疗，症状逐渐好转，复查各项指标较前改善。'),
        part('出院诊断', `${diagnosis.name}（${diagnosis.code}）`),
        part('出院情况', '病情好转，一般情况可，准予出院。'),
        part('出院医嘱', '1. 注意休息，清淡饮食。2. 按时服药，两周后门诊复诊。3. 不适随诊。'),
        { text: '医师签名：样医师', alignment: 'right', margin: [0, 24, 0, 0] },
        { text: chineseDate(dischargedOn), alignment: 'right' },
        ...(isStamped ? seal(150, 96, '病案专用章（样本）') : []),
      ],
      11,
    ),
    truth: {
      hospitalName: textValue(facts.hospitalName),
      patientName: textValue(facts.name),
      recordNumber: textValue(facts.recordNumber),
      admittedOn: dateValue(admittedOn),
      dischargedOn: dateValue(dischargedOn),
      diagnosis: textValue(diagnosis.name),
      diagnosisCode: textValue(diagnosis.code),
    },
  };
};
