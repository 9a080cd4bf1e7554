/** Why a file is refused as a whole, with a stable code and the sentence that the hospital reads. */
import { type ColumnName, columnZh } from '@erbao/national-record/settlement-columns';
import type { DetectedEncoding } from '@erbao/tabular/detect-encoding';
import type { NotCsv } from '@erbao/tabular/read-csv';
import type { NotXlsx } from '@erbao/tabular/read-xlsx';

export const FILE_PROBLEM_ZH = {
  'file-empty': '文件是空的',
  'file-hash-differs': '文件内容与上传凭证登记的校验值不一致，请重新申请凭证后上传',
  'file-not-csv': '文件不是 CSV 文本或 XLSX 工作簿，请从系统中导出后重新上传',
  'workbook-old-or-locked': '文件是旧版 .xls 或加了密码的工作簿，请取消密码、另存为 .xlsx 后重新上传',
  'workbook-unknown': '文件是压缩包，但里面不是 XLSX 工作簿',
  'workbook-broken': '工作簿已损坏或不完整，请在 Excel 或 WPS 中打开、另存为 .xlsx 后重新上传',
  'workbook-too-large': '工作簿展开后过大，请删除明细以外的内容，或另存为 CSV 后重新上传',
  'workbook-several-sheets': '工作簿中有多张有内容的工作表，请只保留明细一张',
  'file-encoding-unknown': '文件编码无法识别，请用 UTF-8 或 GB18030（GBK）保存',
  'record-too-long': '有一行超过 65536 个字符，文件不是结算明细',
  'too-many-broken-quotes': '引号不成对的行超过 1000 行，文件不是规范的 CSV',
  'too-many-rows': '明细超过 200 万行，请按结算日期分成几个文件上传',
  'month-closed': '该月份已结账，不能再提交文件；其后的结算计入下一个月份',
  'header-missing': '第一行不是表头：请使用国家医保接口字段名或模板中的中文列名',
  'column-unknown': '表头有无法识别的列',
  'column-duplicated': '表头有重复的列',
  'column-missing': '表头缺少必需的列',
} as const;
export type FileProblemCode = keyof typeof FILE_PROBLEM_ZH;

export type FileProblem = {
  readonly code: FileProblemCode;
  readonly column?: ColumnName;
  /** Place of the column in the header, from 1. */
  readonly position?: number;
  readonly line?: number;
  readonly messageZh: string;
};

export const fileProblem = (
  code: FileProblemCode,
  where: Omit<FileProblem, 'code' | 'messageZh'> = {},
): FileProblem => {
  const places = [
    where.line === undefined ? '' : `第 ${where.line} 行`,
    where.position === undefined ? '' : `第 ${where.position} 列`,
    where.column === undefined ? '' : `${columnZh(where.column)} ${where.column}`,
  ].filter((place) => place !== '');
  const place = places.length === 0 ? '' : `（${places.join('，')}）`;
  return { code, ...where, messageZh: `${FILE_PROBLEM_ZH[code]}${place}` };
};

/** A file whose bytes are no text in an encoding we know. */
export const encodingProblem = (detected: Extract<DetectedEncoding, { ok: false }>): FileProblem => {
  switch (detected.problem) {
    case 'empty':
      return fileProblem('file-empty');
    case 'encoding-unknown':
      return fileProblem('file-encoding-unknown');
    case 'not-csv':
      return fileProblem(detected.looksLike === 'ole' ? 'workbook-old-or-locked' : 'file-not-csv');
  }
};

/** A file that stops being a table on the way. */
export const notTableProblem = ({ reason, line }: NotCsv | NotXlsx): FileProblem => {
  const where = line === undefined ? {} : { line };
  switch (reason) {
    case 'no-workbook':
      return fileProblem('workbook-unknown');
    case 'encrypted':
      return fileProblem('workbook-old-or-locked');
    case 'broken':
      return fileProblem('workbook-broken', where);
    case 'too-large':
      return fileProblem('workbook-too-large');
    case 'several-sheets':
      return fileProblem('workbook-several-sheets');
    case 'binary':
      return fileProblem('file-not-csv', where);
    case 'encoding':
      return fileProblem('file-encoding-unknown', where);
    case 'record-too-long':
    case 'too-many-broken-quotes':
      return fileProblem(reason, where);
  }
};
