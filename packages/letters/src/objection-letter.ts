/** 复议结果告知书, in the joint office's name. */
import type { ObjectionLetter } from '@erbao/api-contracts/letters';
import { aboutClaim, chineseDate, heading, money, paragraph, signature } from './letter-page.ts';

const JOINT_OFFICE = '重大疾病“二次报销”联合办公室';

const decisionOf = ({ about, totalFen }: ObjectionLetter): string =>
  about === 'refusal' || totalFen === undefined ? '不予救助的决定' : `核定救助金合计 ${money(totalFen)}`;

const resultOf = (letter: ObjectionLetter): string =>
  letter.outcome === 'upheld'
    ? `复议结果：维持原决定（${decisionOf(letter)}）。`
    : `复议结果：撤销原决定（${decisionOf(letter)}），重新核定。`;

const following = ({ about, outcome }: ObjectionLetter): readonly string[] => {
  if (outcome === 'overturned')
    return [
      about === 'refusal'
        ? '自本结果作出之日起5个工作日内由未参与原审核的人员重新核定并划付应付的救助金。'
        : '由未参与原审核的人员重新核定。原核定金额的支付不受影响；重新核定高于原金额的，只补付差额，低于原金额的，另行告知。',
      '重新核定的结果另发告知书。本申请的复议已经作出，不再另行复议。',
    ];
  return [
    ...(about === 'sum' ? ['原核定金额的支付不受影响。'] : []),
    '本结果为最终结果，同一申请不再复议。有新的就医费用的，可另行申请。',
  ];
};

export const objectionContent = (letter: ObjectionLetter) => [
  paragraph(`${letter.insured.name}：`),
  paragraph('您对医疗救助二次报销申请审核结果提出的复议，联合办公室已经核定，现将结果和理由告知如下。'),
  aboutClaim(letter),
  heading('一、复议申请'),
  paragraph(`提出日期：${chineseDate(letter.objectedOn)}。复议对象：${decisionOf(letter)}。`),
  paragraph(`您的理由：${letter.objection}`),
  heading('二、复议结果和理由'),
  paragraph(resultOf(letter)),
  paragraph(`理由：${letter.answer}`),
  heading('三、后续办理'),
  ...following(letter).map(paragraph),
  heading('四、咨询'),
  paragraph('对本告知有疑问的，请持本告知书到服务网点或联合办公室咨询。'),
  signature(JOINT_OFFICE, letter.issuedOn),
];
