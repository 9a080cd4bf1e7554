/** Both sides of an identity card and a bank card, the size of a photograph of one (about four times the card). */
import { addDays } from '@erbao/kernel/dates';
import type { PaperFacts } from './paper-facts.ts';
import type { Margins } from 'pdfmake/interfaces.js';
import { dateValue, pageOf, sampleMark, textValue, type SamplePage } from './sample-page.ts';

const ROW_MARGIN: Margins = [0, 0, 0, 7];
const CARD = { width: 428, height: 270 };
const dotted = (date: string): string => date.replaceAll('-', '.');

export const identityCardFront = (facts: PaperFacts): SamplePage => {
  const [year, month, day] = facts.birthDate.split('-').map(Number);
  const portrait = { canvas: [{ type: 'rect' as const, x: 0, y: 0, w: 96, h: 122, color: '#d8d8dc' }] };
  const row = (label: string, value: string) => ({
    text: [
      { text: `${label}  `, color: '#3b6ea5', fontSize: 10 },
      { text: value, fontSize: 13 },
    ],
    margin: ROW_MARGIN,
  });
  return {
    form: 'identity-card',
    issuedOn: facts.dischargedOn,
    page: pageOf(CARD, [
      sampleMark('非真实证件'),
      {
        columns: [
          {
            stack: [
              row('姓名', facts.name),
              row('性别', `${facts.sex}    民族  汉`),
              row('出生', `${String(year)}年${String(month)}月${String(day)}日`),
              row('住址', '广东省广州市南沙区样例路1号'),
            ],
            margin: [0, 14, 0, 0],
          },
          { stack: [portrait], width: 100, margin: [0, 14, 0, 0] },
        ],
      },
      {
        text: [
          { text: '公民身份号码    ', color: '#3b6ea5', fontSize: 10 },
          { text: facts.identityNumber, fontSize: 16, characterSpacing: 1 },
        ],
        margin: [0, 10, 0, 0],
      },
    ]),
    truth: {
      patientName: textValue(facts.name),
      identityNumber: textValue(facts.identityNumber),
    },
  };
};

export const identityCardBack = (facts: PaperFacts): SamplePage => {
  const validFrom = addDays(facts.admittedOn, -900);
  const validTo = addDays(validFrom, 7_305);
  return {
    form: 'identity-card',
    issuedOn: facts.dischargedOn,
    page: pageOf(CARD, [
      sampleMark('非真实证件'),
      {
        text: '中华人民共和国',
        fontSize: 20,
        alignment: 'center',
        margin: [0, 24, 0, 4],
        characterSpacing: 3,
      },
      { text: '居民身份证', fontSize: 26, alignment: 'center', characterSpacing: 5 },
      { text: '签发机关    广州市公安局南沙分局', fontSize: 12, margin: [60, 34, 0, 8] },
      { text: `有效期限    ${dotted(validFrom)}-${dotted(validTo)}`, fontSize: 12, margin: [60, 0, 0, 0] },
    ]),
    truth: { validFrom: dateValue(validFrom), validTo: dateValue(validTo) },
  };
};

export const bankCard = (facts: PaperFacts): SamplePage => {
  const { number, bankName } = facts.account;
  return {
    form: 'bank-card',
    issuedOn: facts.dischargedOn,
    page: pageOf(CARD, [
      sampleMark('非真实银行卡'),
      { text: bankName, fontSize: 20, margin: [0, 12, 0, 0] },
      { text: '银联 借记卡', fontSize: 11 },
      {
        text: number.replace(/(\d{4})(?=\d)/g, '$1 '),
        fontSize: 21,
        margin: [0, 72, 0, 0],
        characterSpacing: 1,
      },
      { text: '有效期 12/36    ATM', fontSize: 10, margin: [0, 8, 0, 0] },
    ]),
    truth: { accountNumber: textValue(number), bankName: textValue(bankName) },
  };
};
