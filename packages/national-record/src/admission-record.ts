/** 入院办理 and its kin (2401, 2403, 2404): the few fields of an admission that this program keeps. */
import type { Instant } from '@erbao/kernel/dates';
import {
  type Cell,
  diagnosisCell,
  identityCell,
  keyCell,
  medicalTypeCell,
  momentCell,
  PROBLEM_ZH,
  type ProblemCode,
} from './cells.ts';

export type NationalAdmission = {
  readonly visitId: string;
  readonly identityNumber: string;
  readonly admittedAt: Instant;
  readonly medicalType: string;
  readonly referred: boolean;
  readonly diagnosis: string | undefined;
};

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of some spellings that is filled. */
export const textOf = (fields: Fields, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = fields[name];
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    if (text !== '') return text;
  }
  return '';
};

/** `{mdtrtinfo: {…}}`, `{data: {…}}` or `{setlinfo: {…}}`, as areas wrap it. */
export const nodeOf = (input: Fields): Fields => {
  for (const name of ['setlinfo', 'mdtrtinfo', 'data']) {
    const node = input[name];
    if (isFields(node)) return node;
  }
  return input;
};

const mainDiagnosisOf = (input: Fields, node: Fields): string => {
  const list = Array.isArray(input['diseinfo']) ? input['diseinfo'].filter(isFields) : [];
  const main = list.find((one) => textOf(one, 'maindiag_flag') === '1') ?? list[0];
  return textOf(main ?? {}, 'diag_code') || textOf(node, 'dscg_maindiag_code');
};

/** 转外诊治住院. */
const REFERRED = '23';

export const readVisitId = (input: Fields): string | undefined => {
  const visit = keyCell(textOf(nodeOf(input), 'mdtrt_id', 'ipt_otp_no'));
  return 'value' in visit ? visit.value : undefined;
};

export const readSetlId = (input: Fields): string | undefined => {
  const id = keyCell(textOf(nodeOf(input), 'setl_id', 'medins_setl_id'));
  return 'value' in id ? id.value : undefined;
};

const FIELDS_ZH = {
  mdtrt_id: '就诊ID',
  certno: '证件号码',
  begntime: '入院时间',
  med_type: '医疗类别',
  diag_code: '主诊断代码',
} as const;
type FieldName = keyof typeof FIELDS_ZH;
export type AdmissionProblem = { readonly field: FieldName; readonly code: ProblemCode };

export const admissionProblemZh = ({ field, code }: AdmissionProblem): string =>
  `${FIELDS_ZH[field]}（${field}）：${PROBLEM_ZH[code]}`;

const filled = <T>(text: string, read: (text: string) => Cell<T>): Cell<T> =>
  text === '' ? { problem: 'cell-missing' } : read(text);

/** What cannot be read, or the admission. */
export const readNationalAdmission = (
  input: Fields,
):
  | { readonly ok: true; readonly admission: NationalAdmission }
  | { readonly ok: false; readonly problems: readonly AdmissionProblem[] } => {
  const node = nodeOf(input);
  const visit = filled(textOf(node, 'mdtrt_id', 'ipt_otp_no'), keyCell);
  const identity = filled(textOf(node, 'certno', 'mdtrt_cert_no'), identityCell);
  const admitted = filled(textOf(node, 'begntime', 'begndate'), momentCell);
  const medicalType = filled(textOf(node, 'med_type'), medicalTypeCell);
  const diagnosisText = mainDiagnosisOf(input, node);
  const diagnosis = diagnosisText === '' ? { value: undefined } : diagnosisCell(diagnosisText);
  if (
    'problem' in visit ||
    'problem' in identity ||
    'problem' in admitted ||
    'problem' in medicalType ||
    'problem' in diagnosis
  ) {
    const read: readonly (readonly [FieldName, Cell<unknown>])[] = [
      ['mdtrt_id', visit],
      ['certno', identity],
      ['begntime', admitted],
      ['med_type', medicalType],
      ['diag_code', diagnosis],
    ];
    return {
      ok: false,
      problems: read.flatMap(([field, cell]) => ('problem' in cell ? [{ field, code: cell.problem }] : [])),
    };
  }
  return {
    ok: true,
    admission: {
      visitId: visit.value,
      identityNumber: identity.value,
      admittedAt: admitted.value,
      medicalType: medicalType.value,
      referred: medicalType.value.startsWith(REFERRED),
      diagnosis: diagnosis.value,
    },
  };
};
