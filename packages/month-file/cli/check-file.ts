/**
 * Checks files before they are sent, by the code that reads them afterwards:
 *   npm run -s check-file -- FILE… [--hospital H44011500001] [--month 2026-10] [--account excluded] [--most 200]
 * Exit code 0: nothing wrong (doubts may be printed); 1: a file has faults or is refused; 2: a file cannot be opened.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ByteSource } from '@erbao/tabular/byte-source';
import { checkFile, type CheckWish } from '../src/check-file.ts';
import { faultLine, totalsLines, verdictZh } from '../src/fault-report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hospital: { type: 'string' },
    month: { type: 'string' },
    /** Whether fund_pay_sumamt counts the personal account, as the insured area does. */
    account: { type: 'string', default: 'included' },
    most: { type: 'string', default: '200' },
  },
});
const most = Number(values.most);
const wish: CheckWish = {
  hospitalId: values.hospital,
  month: values.month,
  fundSumRule: values.account === 'excluded' ? 'account-excluded' : 'account-included',
  besides: ['填写说明'],
};

const openSource = async (file: string) => {
  const handle = await open(file);
  const { size } = await handle.stat();
  const source: ByteSource = {
    size,
    stream: () => createReadStream(file),
    read: async (start, end) => {
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      return bytes;
    },
  };
  return { source, close: () => handle.close() };
};

/** 0 good, 1 faults. */
const check = async (file: string): Promise<number> => {
  const { source, close } = await openSource(file);
  try {
    console.log(`── ${path.basename(file)}`);
    let told = 0;
    const checked = await checkFile(source, wish, (fault) => {
      told += 1;
      if (told > most) return;
      const [line = '', column = '', row = '', weight = '', text = ''] = faultLine(fault);
      console.log(
        `  第 ${line} 行 ${column === '整行' ? column : `${column} 列`}（第 ${row} 条）${weight}：${text}`,
      );
    });
    if (told > most)
      console.log(`  …… 另有 ${String(told - most)} 处未列出（--most ${String(told)} 可全部列出）`);
    for (const { messageZh } of checked.problems) console.log(`  ${messageZh}`);
    console.log(`  ${verdictZh(checked)}`);
    for (const [name, figure] of totalsLines(checked)) console.log(`    ${name}：${figure}`);
    return checked.problems.length > 0 || checked.faults > 0 ? 1 : 0;
  } finally {
    await close();
  }
};

if (positionals.length === 0) {
  console.error('用法：npm run -s check-file -- 文件… [--hospital 机构编号] [--month YYYY-MM]');
  process.exitCode = 2;
}
for (const file of positionals) {
  try {
    process.exitCode = Math.max(Number(process.exitCode ?? 0), await check(file));
  } catch (error) {
    console.error(`${file}：无法打开（${error instanceof Error ? error.message : String(error)}）`);
    process.exitCode = 2;
  }
}
