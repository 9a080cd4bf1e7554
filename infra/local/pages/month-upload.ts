/** Runs in the browser: a file's hash, its ticket, the upload, and what became of the files of the month. */
/// <reference lib="dom" />
import * as routes from '@erbao/api-contracts/hospital-routes';
import * as months from '@erbao/api-contracts/settlement-month-routes';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { button, el, form, momentZh, Refusal, save, section, select, table } from './page-client.ts';
import type { Desk } from './month-deeds.ts';

/** Piece by piece: a file may be larger than the memory of a small machine. */
const hashOf = async (file: File): Promise<string> => {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytesToHex(hash.digest());
    hash.update(value);
  }
};

const send = async ({ call, month }: Desk, file: File, kind: string): Promise<string> => {
  const asked = { month, kind, fileName: file.name, bytes: file.size, sha256: await hashOf(file) };
  const { fileId, upload } = await call(routes.ticketSettlementFile, { body: asked });
  const body = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) body.append(name, value);
  body.append('file', file);
  const stored = await fetch(upload.url, { method: 'POST', body });
  if (!stored.ok) throw new Refusal('文件没有上传成功，请重试。');
  for (;;) {
    const { state, stateName } = await call(routes.readSettlementFile, { params: { fileId } });
    if (state === 'closed' || state === 'refused') return `${file.name}：${stateName}`;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
};

const template = async ({ call }: Desk, kind: 'csv' | 'xlsx'): Promise<string> => {
  const { fileName, csv, workbookName, workbookBase64 } = await call(routes.readSettlementTemplate);
  if (kind === 'csv') save(fileName, new TextEncoder().encode(csv), 'text/csv');
  else
    save(
      workbookName,
      Uint8Array.from(atob(workbookBase64), (one) => one.charCodeAt(0)),
      '',
    );
  return '模板已下载';
};

const opened = async (link: Promise<{ readonly url: string }>): Promise<string> => {
  const { url } = await link;
  el('a', { href: url, rel: 'noopener' }).click();
  return '文件已下载';
};

const uploadForm = (desk: Desk): HTMLElement => {
  const field = el('input', { type: 'file', name: 'file', accept: '.csv,.txt,.xlsx', required: '' });
  const kinds = select('kind', [
    ['month', '月度申报文件'],
    ['day', '断线期间的当日结算（补传）'],
  ]);
  return form(
    [
      ['文件', field],
      ['类别', kinds],
    ],
    '上传',
    (held) =>
      desk.act(async () => {
        const file = held.get('file');
        if (!(file instanceof File)) throw new Refusal('请选择文件。');
        return send(desk, file, kinds.value);
      }),
  );
};

export const filesSection = async (desk: Desk): Promise<HTMLElement> => {
  const { call, month, act } = desk;
  const { files } = await call(routes.listSettlementFiles);
  const rows = files
    .filter((file) => file.month === month)
    .map(({ fileId, fileName, kind, state, stateName, uploadedAt, problems, totals }) => [
      fileName,
      kind === 'day' ? '断线补传' : '月度申报',
      el('span', {}, stateName, ...problems.map(({ text }) => el('div', { class: 'late' }, text))),
      momentZh(uploadedAt),
      totals === undefined
        ? ''
        : `${String(totals.rowsIn)} 行：核定 ${String(totals.decided)}，不予给付 ${String(totals.refused)}，转人工 ${String(totals.referred)}，有误 ${String(totals.bad)}；给付 ${totals.grantedYuan} 元`,
      state === 'closed'
        ? el(
            'span',
            {},
            button(
              '逐行结果',
              () => act(() => opened(call(routes.readSettlementResult, { params: { fileId } }))),
              'plain',
            ),
            ' ',
            button(
              '差异文件',
              () => act(() => opened(call(months.readDifferencesFile, { params: { fileId } }))),
              'plain',
            ),
          )
        : '',
    ]);
  return section(
    '申报文件',
    uploadForm(desk),
    el(
      'p',
      {},
      button('下载 XLSX 模板', () => act(() => template(desk, 'xlsx')), 'plain'),
      ' ',
      button('下载 CSV 模板', () => act(() => template(desk, 'csv')), 'plain'),
    ),
    table(['文件', '类别', '状态', '上传时间', '结果', '下载'], rows),
  );
};
