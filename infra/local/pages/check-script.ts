/** Runs in the browser: takes a file, shows what the check finds, offers the list as a workbook. */
/// <reference lib="dom" />
import { checkFile, type CheckedFile, type Fault } from '@erbao/month-file/check-file';
import { faultLine, REPORT_HEADS, totalsLines, verdictZh } from '@erbao/month-file/fault-report';
import type { ByteSource } from '@erbao/tabular/byte-source';
import { writeWorkbook } from '@erbao/tabular/write-xlsx';
import * as z from 'zod';

// The page's policy forbids code made from text
z.config({ jitless: true });

const MOST_SHOWN = 500;

const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no element ${id}`);
  return found;
};
const verdict = element('verdict', HTMLParagraphElement);
const save = element('save', HTMLButtonElement);
const drop = element('drop', HTMLDivElement);

/** A file as the readers want it; large ones are read piece by piece. */
const sourceOf = (file: File): ByteSource => ({
  size: file.size,
  stream: async function* () {
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  },
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
});

const row = (cells: readonly string[], tag: 'td' | 'th' = 'td'): DocumentFragment => {
  const line = document.createDocumentFragment();
  for (const text of cells) {
    const cell = document.createElement(tag);
    if (tag === 'th') cell.setAttribute('scope', 'col');
    cell.textContent = text;
    line.append(cell);
  }
  return line;
};

const show = (checked: CheckedFile, faults: readonly Fault[]): void => {
  const isGood = checked.problems.length === 0 && checked.faults === 0;
  const hidden = faults.length > MOST_SHOWN ? `（只显示前 ${String(MOST_SHOWN)} 处，其余见清单）` : '';
  verdict.textContent = `${verdictZh(checked)}${hidden}`;
  verdict.className = isGood ? 'good' : 'bad';
  const totals = totalsLines(checked).flatMap(([name, figure]) => {
    const term = document.createElement('dt');
    term.textContent = name;
    const value = document.createElement('dd');
    value.textContent = figure;
    const pair = document.createElement('div');
    pair.append(term, value);
    return [pair];
  });
  document.getElementById('totals')?.replaceChildren(...totals);
  const lines = [
    ...checked.problems.map(({ messageZh }) => ['', '整个文件', '', '错误', messageZh]),
    ...faults.slice(0, MOST_SHOWN).map(faultLine),
  ].map((cells) => {
    const line = document.createElement('tr');
    line.append(row(cells));
    return line;
  });
  document.getElementById('rows')?.replaceChildren(...lines);
  element('found', HTMLDivElement).hidden = lines.length === 0;
  save.hidden = faults.length === 0;
};

const saveList = async (name: string, faults: readonly Fault[]): Promise<void> => {
  const columns = REPORT_HEADS.map((header, place) => ({ header, width: place === 4 ? 80 : 10 }));
  const bytes = await writeWorkbook([{ name: '问题清单', columns, rows: faults.map(faultLine) }]);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes.slice().buffer]));
  link.download = `${name.replace(/\.[^.]*$/, '')}-问题清单.xlsx`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const take = async (file: File): Promise<void> => {
  verdict.className = '';
  verdict.textContent = `正在检查 ${file.name} ……`;
  const faults: Fault[] = [];
  const hospitalId = element('hospital', HTMLInputElement).value.trim();
  const month = element('month', HTMLInputElement).value;
  const rule = element('account', HTMLSelectElement).value;
  const wish = {
    hospitalId: hospitalId === '' ? undefined : hospitalId,
    month: month === '' ? undefined : month,
    fundSumRule: rule === 'account-excluded' ? ('account-excluded' as const) : ('account-included' as const),
    besides: ['填写说明'],
  };
  const checked = await checkFile(sourceOf(file), wish, (fault) => faults.push(fault));
  show(checked, faults);
  save.onclick = () => void saveList(file.name, faults);
};

const taken = (files: FileList | null | undefined): void => {
  const file = files?.[0];
  if (file === undefined) return;
  take(file).catch(() => {
    verdict.className = 'bad';
    verdict.textContent = '文件无法读取，请重新选择';
  });
};

document.getElementById('heads')?.append(row(REPORT_HEADS, 'th'));
const input = element('file', HTMLInputElement);
input.onchange = () => taken(input.files);
for (const event of ['dragover', 'dragleave', 'drop'])
  drop.addEventListener(event, (given) => {
    given.preventDefault();
    drop.classList.toggle('over', event === 'dragover');
    if (given instanceof DragEvent && event === 'drop') taken(given.dataTransfer?.files);
  });
