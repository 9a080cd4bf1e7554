/**
 * `npm run demo`: both stories on a cloud of its own, beside a running start; nothing of it is kept. Ends with 0 only if
 * every end was read back from the system.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { addDays, instantOfMs, localDateOf } from '@erbao/kernel/dates';
import { memberIdOf } from '@erbao/members/member';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { type Cloud, scaleWaits, startCloud } from './cloud.ts';
import { keepNothing } from './kept.ts';
import { loadDistrict, openStores } from './load-district.ts';
import { sampleMonth } from './load-month.ts';
import { freePorts } from './ports.ts';
import { playAutomaticClaim } from './stories/automatic-claim.ts';
import { playCitizenClaim, playForgottenClaim } from './stories/citizen-claim.ts';
import { playQuestion, playUnansweredQuestion } from './stories/hospital-questions.ts';
import { playPaymentAgain } from './stories/payment-again.ts';
import { playMonthEnd } from './stories/month-end.ts';
import { playMonthlyFile, playUnreadableFile } from './stories/monthly-file.ts';
import { playOneStop } from './stories/one-stop.ts';
import type { Telling } from './stories/telling.ts';
import { say } from './voice.ts';

const MEMBERS = 2_000;
const SEED = 7;
/** Five working days in some seconds. */
const FORGOTTEN_SCALE = 0.000_005;
const DAYS_SINCE_DISCHARGE = 7;

const tellingOn = (cloud: Cloud, year: number): Telling => {
  const { index } = openStores(cloud);
  return {
    cloud,
    say,
    district: openSampleDistrict({ members: MEMBERS, seed: SEED, year }),
    memberIdOf: (identityNumber) => memberIdOf(index, identityNumber),
  };
};

const play = async (cloud: Cloud): Promise<void> => {
  const today = localDateOf(instantOfMs(Date.now()));
  const year = Number(today.slice(0, 4));
  await loadDistrict(cloud, { members: MEMBERS, seed: SEED, year }, { kept: keepNothing(), say });
  const telling = tellingOn(cloud, year);
  const [utf8 = '', gb18030 = '', ended = ''] = telling.district.hospitals.map(
    (hospital) => hospital.hospitalId,
  );
  say('—— 故事一：医院月度文件 ——');
  const month = sampleMonth(today);
  await playMonthlyFile(telling, { hospitalId: utf8, month, encoding: 'utf-8' });
  await playMonthlyFile(telling, { hospitalId: gb18030, month, encoding: 'gb18030' });
  await playUnreadableFile(telling, utf8, month);
  say('—— 出院一站式结算（医院信息系统）——');
  await playOneStop(telling, utf8, today);
  say('—— 经办与医院问答（收件箱）——');
  await playQuestion(telling, utf8, today);
  say('—— 月末结账：对总、申请单、两人复核审批、付款、医院确认 ——');
  await playMonthEnd(telling, ended, today);
  say('—— 故事二：参保人的零星报销 ——');
  const dischargedOn = addDays(today, -DAYS_SINCE_DISCHARGE);
  await playCitizenClaim(telling, today, dischargedOn);
  say('—— 付款失败、更正账户、退汇、再付 ——');
  await playPaymentAgain(telling, today, dischargedOn, 2);
  say('—— 故事三：系统自动核定的小额申请 ——');
  await playAutomaticClaim(telling, dischargedOn);
  say('—— 无人审核的申请：时限提醒与升级（等待时间按比例缩短）——');
  const hurry = () => scaleWaits(cloud.endpoint, FORGOTTEN_SCALE);
  await playForgottenClaim(telling, dischargedOn, hurry);
  await playUnansweredQuestion(telling, utf8, today, hurry);
};

const main = async (): Promise<void> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-demo-'));
  const cloud = await startCloud({
    ports: await freePorts(),
    folder,
    kept: keepNothing(),
    keepsState: false,
    enforcesIam: true,
    waitScale: 1,
    say,
  });
  try {
    await play(cloud);
    say('演示完成：每个终点都已从系统中读回确认。');
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
