/** The letters to a claimant: what was decided, each sum with its clause, what was deducted and why, how to object. */
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fen } from '@erbao/kernel/money';
import { capitalYuan } from './capital-yuan.ts';
import {
  type ClaimLetter,
  type DecisionLetter,
  PAPER_TITLES_ZH,
  type RefusalLetter,
  type ReturnNotice,
} from '@erbao/api-contracts/letters';
import {
  aboutClaim,
  chineseDate,
  documentOf,
  heading,
  money,
  paragraph,
  signature,
  small,
  table,
  title,
} from './letter-page.ts';

import { objectionContent } from './objection-letter.ts';

const OFFICE = '重大疾病“二次报销”服务中心';

const billOf = (letter: DecisionLetter | RefusalLetter) => [
  heading('一、费用与此前报销'),
  table(
    [
      { name: '项目', width: '*' },
      { name: '金额', width: 110, right: true },
    ],
    letter.amounts.map(({ label, amountFen }) => [label, money(amountFen)]),
  ),
];

const clauseText = ({ place, text }: { readonly place: string; readonly text: string }): string =>
  `${place} “${text.replace(/\s+/g, ' ')}”`;

const basis = (letter: DecisionLetter | RefusalLetter) =>
  small(
    `适用方案：${letter.schemeTitle}（${letter.schemeId}，${letter.schemeVersion} 版）。计算凭证 ${letter.receiptHash.slice(0, 16)}，可随时据此重新计算至分。`,
  );

/** How, until which day, and what it does; nothing more to object to where the joint office has decided. */
const objecting = (letter: DecisionLetter | RefusalLetter, more = '') => {
  const { objection, objectBy, final } = letter;
  if (final) return [paragraph('联合办公室已对复议作出核定，本结果为最终结果。')];
  const until = objectBy === undefined ? '' : `最迟于${chineseDate(objectBy)}（含当日）提出，每件申请一次。`;
  return [paragraph(`${objection}${until}${more}`)];
};

const paidBefore = ({ totalFen, paidBeforeFen }: DecisionLetter) =>
  paidBeforeFen === undefined
    ? []
    : [
        paragraph(
          `其中此前已支付 ${money(paidBeforeFen)}，本次补付差额 ${money(totalFen - paidBeforeFen)}。`,
        ),
      ];

const decision = (letter: DecisionLetter) => [
  paragraph(`${letter.insured.name}：`),
  paragraph(
    `您的医疗救助二次报销申请已核定，救助金合计 ${money(letter.totalFen)}（大写：${capitalYuan(fen(letter.totalFen))}）。`,
  ),
  ...paidBefore(letter),
  aboutClaim(letter),
  ...billOf(letter),
  heading('二、核定结果'),
  table(
    [
      { name: '救助项目', width: 100 },
      { name: '依据条款', width: '*' },
      { name: '金额', width: 90, right: true },
    ],
    letter.benefits.map(({ title: name, amountFen, clauses }) => [
      name,
      clauses.map(clauseText).join('\n'),
      money(amountFen),
    ]),
    ['合计', '', money(letter.totalFen)],
  ),
  heading('三、计算过程、扣除与原因'),
  ...letter.explanation.map(paragraph),
  heading('四、支付'),
  paragraph(
    `救助金将划入您提供的账户：${letter.account.holder}，${letter.account.bankName}，账号 ${letter.account.number}。材料齐全之日起5个工作日内完成审核和划付。账户有误请尽快联系服务网点更正。`,
  ),
  heading('五、对核定金额有异议'),
  ...objecting(letter, '提出异议不影响上述金额的支付；异议成立的，只补付差额。'),
  { stack: [basis(letter), signature(OFFICE, letter.issuedOn)], unbreakable: true },
];

const refusal = (letter: RefusalLetter) => [
  paragraph(`${letter.insured.name}：`),
  paragraph(
    letter.part
      ? '您的医疗救助二次报销申请中待核实的部分经审核，决定不予救助（不予增加）；已核定的部分不变。理由、依据和异议办法如下。'
      : '您的医疗救助二次报销申请经审核，决定不予救助。理由、依据和异议办法如下。',
  ),
  aboutClaim(letter),
  ...billOf(letter),
  heading('二、不予救助的理由'),
  paragraph(letter.reason.text),
  ...(letter.words === '' || letter.words === letter.reason.text
    ? []
    : [paragraph(`审核人员说明：${letter.words}`)]),
  paragraph(`据以认定的事实：${letter.fact}。`),
  heading('三、依据条款与计算'),
  ...letter.clauses.map((clause) => paragraph(clauseText(clause))),
  ...letter.explanation.map(paragraph),
  heading('四、什么情况下结论会改变'),
  paragraph(`${letter.change}材料可在申请详情中上传，或持本告知书交到服务网点。`),
  heading('五、如何提出异议'),
  ...objecting(letter),
  { stack: [basis(letter), signature(OFFICE, letter.issuedOn)], unbreakable: true },
];

const listed = (names: readonly string[]) => names.map((name, place) => paragraph(`${place + 1}. ${name}`));

const returningLead = ({ why, reason, question }: ReturnNotice): string => {
  switch (why) {
    case 'told':
      return '您的医疗救助二次报销申请材料不齐，现一次性告知如下。';
    case 'declined':
      return `您要求提交的医疗救助二次报销申请，经联合办公室核定不予受理，理由：${reason}。现说明情况并退还申请资料。`;
    case 'unanswered':
      return `您的医疗救助二次报销申请未在期限内收到${question === undefined ? '补充材料' : `对以下问题的答复：${question}`}。决定说明：${reason}。这不是不予救助的决定，备齐后可以重新申请。`;
  }
};

const backAgain = ({ returned, returnBy, handedBack }: ReturnNotice) => [
  ...(returned.length === 0 ? [paragraph('无。')] : listed(returned)),
  ...(returnBy === undefined ? [] : [paragraph(`最迟于${chineseDate(returnBy)}退还。`)]),
  ...(handedBack === undefined
    ? []
    : [paragraph(`已于${chineseDate(handedBack.on)}退还（${handedBack.how}），经办人：${handedBack.by}。`)]),
];

const nextSteps = ({ why, supplementBy }: ReturnNotice) =>
  why === 'told'
    ? [
        paragraph(
          `补齐材料${supplementBy === undefined ? '' : `（请于${chineseDate(supplementBy)}前）`}，或撤回申请；凭申请编号可查询已上传的材料。`,
        ),
        paragraph(
          '如坚持认为材料已经齐全，可要求将申请提交联合办公室认定；认定后5个工作日内告知结果并退回材料。',
        ),
      ]
    : [paragraph('补齐材料后重新提出申请（出院之日起30日内；逾期申请将另行审核）。')];

const returning = (letter: ReturnNotice) => [
  paragraph(`${letter.insured.name}：`),
  paragraph(returningLead(letter)),
  aboutClaim(letter),
  heading('一、尚缺材料'),
  ...(letter.missing.length === 0 ? [paragraph('无。')] : listed(letter.missing)),
  heading(letter.why === 'told' ? '二、已收到的材料' : '二、退还材料'),
  ...backAgain(letter),
  heading('三、您可以'),
  ...nextSteps(letter),
  heading('四、咨询'),
  paragraph('对本告知有疑问的，请持本告知书到服务网点或联合办公室咨询。'),
  signature(OFFICE, letter.issuedOn),
];

const contentOf = (letter: ClaimLetter) => {
  switch (letter.kind) {
    case 'decision':
      return decision(letter);
    case 'refusal':
      return refusal(letter);
    case 'return':
      return returning(letter);
    case 'objection':
      return objectionContent(letter);
  }
};

export const claimLetterPage = (letter: ClaimLetter): TDocumentDefinitions => {
  const name = PAPER_TITLES_ZH[letter.kind];
  return documentOf({
    name,
    number: letter.letterNumber,
    content: [title(name, letter.letterNumber), ...contentOf(letter)],
  });
};
