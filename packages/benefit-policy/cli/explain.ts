/** `npm run -s explain -- RECEIPT.json`: computes a receipt again, says whether the fen agree, and explains it. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { type AuditNode, auditTree } from '../src/audit-tree.ts';
import { explainInChinese } from '../src/explain.ts';
import { publishedSchemeBook } from '../src/published-schemes.ts';
import { checkReceipt, type Receipt, type ReceiptCheck } from '../src/receipt.ts';
import { receiptSchema } from '../src/receipt-schema.ts';

const printNode = (node: AuditNode, depth: number): void => {
  const clauses = (node.clauses ?? []).map((clause) => clause.id).join(', ');
  const place = node.path === undefined ? '' : `  {${node.path}}`;
  console.log(
    `${'  '.repeat(depth)}${node.label} ${node.value}${clauses === '' ? '' : `  [${clauses}]`}${place}`,
  );
  for (const child of node.children) printNode(child, depth + 1);
};

const BECAUSE: Readonly<Record<Extract<ReceiptCheck, { agrees: false }>['because'], string>> = {
  'scheme-unknown': '没有这个方案',
  'scheme-not-yet-valid': '方案版本尚未开始',
  'scheme-no-longer-valid': '方案版本已经结束',
  'parameters-missing': '缺少所在地参数',
  'parameters-invalid': '所在地参数有误',
  'version-differs': '没有凭证所记的方案版本',
  'hash-differs': '方案文件与凭证所记的哈希不同',
  'engine-differs': '引擎版本不同（金额一致）',
  'fen-differ': '重新计算的金额与凭证不同',
};

const read = (file: string): { receipt: Receipt } | { problem: string } => {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const parsed = receiptSchema.safeParse(json);
    if (parsed.success) return { receipt: parsed.data };
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { problem: issues.slice(0, 5).join('; ') };
  } catch (problem) {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }
};

const explain = (file: string): boolean => {
  const input = read(file);
  if ('problem' in input) {
    console.log(`${file}：凭证无法读取：${input.problem}`);
    return false;
  }
  for (const sentence of explainInChinese(input.receipt)) console.log(sentence);
  console.log('');
  printNode(auditTree(input.receipt), 0);
  const check = checkReceipt(input.receipt, publishedSchemeBook());
  console.log('');
  if (check.agrees) console.log('核对：重新计算与凭证一致，分毫不差。');
  else {
    console.log(`核对：不一致——${BECAUSE[check.because]}。`);
    if (check.recomputed !== undefined) console.log(JSON.stringify(check.recomputed));
  }
  return check.agrees;
};

const [file] = process.argv.slice(2);
if (file === undefined) console.log('Usage: npm run -s explain -- RECEIPT.json');
process.exitCode = file !== undefined && explain(file) ? 0 : 1;
