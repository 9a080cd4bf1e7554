/** `npm run -s forecast -- nansha-2018` or `-- jingjiang-2019 [--people N] [--paid YUAN]`. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { fen, printYuan, readFen, shareOf } from '@erbao/kernel/money';
import { percent } from '../src/chinese-words.ts';
import { inTenThousands, judgePremium, permilleOf, projectFund } from '../src/fund-forecast.ts';
import { readJingjiangPlan, readNanshaPlan } from './forecast-plans.ts';
import { grouped, tableLines } from './text-table.ts';

const signed = (value: number): string =>
  value > 0 ? `+${grouped(value)}` : value < 0 ? `-${grouped(-value)}` : '0';
const permille = (value: number): string => `${Math.floor(value / 10)}.${value % 10}%`;

const printNansha = (): void => {
  const plan = readNanshaPlan();
  const forecast = projectFund(plan.lines, plan.people, plan.premiumYuan);
  const sum = inTenThousands(forecast.sumFen);
  const raised = inTenThousands(forecast.raisedFen);
  const rows = forecast.lines.map(({ line, ownFactors, difference }) => [
    ...[line.name, grouped(line.people), line.rates.map(percentText).join(' '), printYuan(line.averageFen)],
    ...[grouped(line.printed), grouped(ownFactors), signed(difference)],
  ]);
  console.log(`南沙区重大疾病“二次报销”基金测算（${plan.clause}），单位：万元`);
  const head = ['项目', '人数', '就诊率', '次均（元）', '方案印数', '按其因数', '差'];
  const total = ['合计', '', '', '', grouped(plan.printedSum), grouped(sum), signed(sum - plan.printedSum)];
  const funds = ['筹资', grouped(plan.people), '', printYuan(plan.premiumYuan)];
  const raisedRow = [
    ...funds,
    grouped(plan.printedRaised),
    grouped(raised),
    signed(raised - plan.printedRaised),
  ];
  const uses = [plan.printedUse, permille(permilleOf(forecast.sumFen, forecast.raisedFen))];
  console.log(tableLines([head, ...rows, total, raisedRow, ['使用率', '', '', '', ...uses]]).join('\n'));
  console.log('');
  const printed = permille(permilleOf(plan.printedSum, plan.printedRaised));
  console.log(`印数复核：${grouped(plan.printedSum)} / ${grouped(plan.printedRaised)} = ${printed}`);
  const differing = forecast.lines.filter((one) => one.difference !== 0);
  for (const { line, ownFactors } of differing)
    console.log(
      `不一致：${line.name} 印 ${grouped(line.printed)}，按其人数、就诊率、次均得 ${grouped(ownFactors)}`,
    );
  const people = fen(plan.people);
  const money = plan.contributors.map(
    (one) => `${one.name} ${grouped(inTenThousands(fen(people * one.yuan)))}`,
  );
  console.log(`资金来源：${money.join('，')}（万元）`);
  const costs = plan.operatingCost.map((ratio) =>
    grouped(inTenThousands(shareOf(forecast.raisedFen, ratio))),
  );
  console.log(`运营成本 3%–4%：${costs.join('–')} 万元；目标使用率 ${percentText(plan.aim)}，结余滚存下年`);
};

const percentText = (ratio: { readonly num: number; readonly den: number }): string =>
  ratio.num < 0 ? `-${percent({ num: -ratio.num, den: ratio.den })}` : percent(ratio);

type JingjiangOptions = { readonly people: string | undefined; readonly paid: string | undefined };

const printJingjiang = (options: JingjiangOptions): boolean => {
  const plan = readJingjiangPlan();
  const people = options.people === undefined ? plan.examplePeople : Number(options.people);
  const paid = options.paid === undefined ? undefined : readFen(options.paid);
  if (!Number.isSafeInteger(people) || people <= 0 || people > 100_000_000 || paid?.ok === false) {
    console.log('人数应为正整数（--people），已付金额应为元（--paid 1234.56）');
    return false;
  }
  const premium = fen(people * plan.premiumYuan);
  const example = options.people === undefined ? '（示例人数，文件未列人数；用 --people 指定）' : '';
  console.log(`靖江市精准医疗救助扶贫保费测算（${plan.clause}）${example}`);
  const rows = [
    ['参保人数', grouped(people)],
    [`年度保费（${printYuan(plan.premiumYuan)} 元/人）`, printYuan(premium)],
    ...plan.contributors.map((one) => [
      `${one.name} ${percent(one.share)}`,
      printYuan(shareOf(premium, one.share)),
    ]),
  ];
  const verdict = judgePremium(premium, fen(paid?.ok === true ? paid.fen : 0), plan);
  rows.push([`用于补偿不低于 ${percent(plan.leastForBenefits)}`, printYuan(verdict.leastFen)]);
  rows.push([`低于 ${percent(plan.adjustBelow)} 调整次年方案`, printYuan(verdict.adjustBelowFen)]);
  rows.push([`高于 ${percent(plan.adjustAbove)} 调整次年方案`, printYuan(verdict.adjustAboveFen)]);
  if (paid?.ok === true)
    rows.push(['已赔付', printYuan(paid.fen)], ['赔付率', permille(permilleOf(paid.fen, premium))]);
  console.log(tableLines(rows).join('\n'));
  if (paid?.ok === true) {
    console.log(verdict.reachesLeast ? '达到 90% 的补偿下限。' : '未达到 90% 的补偿下限，差额应用于补偿。');
    console.log(verdict.adjustsNextYear ? '次年度方案须调整（第十一条）。' : '次年度方案不必调整。');
  }
  return true;
};

const readOptions = (): {
  scheme: string | undefined;
  people: string | undefined;
  paid: string | undefined;
} => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { people: { type: 'string' }, paid: { type: 'string' } },
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { scheme: positionals[0], people: text(values.people), paid: text(values.paid) };
};

const run = (): boolean => {
  const options = readOptions();
  if (options.scheme === 'nansha-2018') {
    printNansha();
    return true;
  }
  if (options.scheme === 'jingjiang-2019' || options.scheme === 'jingjiang') return printJingjiang(options);
  console.log('Usage: npm run -s forecast -- nansha-2018 | jingjiang-2019 [--people N] [--paid YUAN]');
  return false;
};

process.exitCode = run() ? 0 : 1;
