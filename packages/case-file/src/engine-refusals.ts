/** Every reason of the engine: the fact that decided, and what would change it. */
import { chineseDay, KIND_NAMES } from '@erbao/benefit-policy/chinese-words';
import type { Facts } from '@erbao/benefit-policy/facts';
import {
  dayOf,
  diagnosisOf,
  facilityOf,
  flagsOf,
  INSURANCES,
  listed,
  mainOf,
  paidBefore,
  rangeOf,
  yes,
} from './deciding-facts.ts';

export type Words = {
  /** Absent: the sentence of the engine's reason. */
  readonly text?: string;
  readonly fact: (facts: Facts) => string;
  readonly change: string;
};

const SCHEME_DATE = {
  fact: dayOf,
  change:
    '就医日期以发票和出院小结为准；如日期有误，请提供更正后的票据。日期在本方案有效期内的费用可以申请。',
};
const DISTRICT: Words = {
  fact: () => '所在地的具体标准：未生效',
  change: '所在地公布具体标准后可重新申请，不以本次结果为准。',
};

export const ENGINE_REFUSALS: Readonly<Record<string, Words>> = {
  'kind-not-covered': {
    fact: ({ bill }) => `就医类别：${KIND_NAMES[bill.kind]}`,
    change:
      '属于住院、门诊特定项目或门诊慢性病的费用可以申请；如类别登记有误，请提供出院小结或门特、门慢证明。',
  },
  'not-enrolled': {
    fact: (facts) =>
      `${dayOf(facts)}；登记的参保有效期：${listed(facts.member.enrolments.map(rangeOf), '无参保登记')}`,
    change:
      '如当日确已参保，请提供参保缴费凭证；就医日期有误的，请提供更正后的票据。参保有效期内的其他费用可另行申请。',
  },
  'not-insured': {
    fact: (facts) => `${dayOf(facts)}；登记的基本医疗保险：${INSURANCES[facts.member.insurance]}`,
    change: '如当日已参加基本医疗保险，请提供参保证明和医保结算单；须先经基本医疗保险结算。',
  },
  suspended: {
    fact: ({ member }) =>
      `暂停结算的类别：${listed(
        (member.suspendedKinds ?? []).map((kind) => KIND_NAMES[kind]),
        '无',
      )}`,
    change: '暂停解除后可重新申请；对暂停有异议的，请向服务中心提交说明和证明材料。',
  },
  'facility-not-designated': {
    fact: facilityOf,
    change: '在定点医院发生的费用可以申请；如该院当日已是定点医院，或属急诊、经批准转院，请提供证明。',
  },
  'disease-not-registered': {
    fact: ({ member, bill }) =>
      `本次病种：${bill.disease ?? '未提供'}；已登记：${listed(
        (member.chronic ?? []).map(
          ({ disease, registeredOn }) => `${disease}（${chineseDay(registeredOn)}）`,
        ),
        '无',
      )}`,
    change:
      '凭两名医师签字、医院盖章的门诊慢性病证明办理登记，自登记次月起的费用可以申请；前三个登记病种之外的不予救助。',
  },
  'disease-not-covered': {
    fact: diagnosisOf,
    change: '主要诊断（治疗项目）在保障范围内的费用可以申请；如诊断登记有误，请提供医院更正后的诊断证明。',
  },
  'identity-not-covered': {
    fact: (facts) =>
      `${dayOf(facts)}；登记的救助身份：${listed(
        facts.member.identities.map((one) => `${one.kind}（${rangeOf(one)}）`),
        '无',
      )}`,
    change:
      '如当日已具备救助对象身份，请由民政等主管部门出具证明并更新登记；取得身份之后发生的费用可以申请。',
  },
  'already-reimbursed': {
    fact: paidBefore,
    change: '本项只受理完全自费的票据；如票据并未报销，请提供医保和原报销部门出具的未报销证明。',
  },
  'excluded-cause': {
    fact: (facts) => `登记的费用原因：${flagsOf(facts)}`,
    change: '如费用并非由上述原因引起，请提供医院病历或交警、公安等部门的证明。',
  },
  'not-referred': {
    fact: (facts) => `${facilityOf(facts)}；转院登记：${flagsOf(facts)}`,
    change: '补充转院证明和医保经办机构的书面同意后可以重新核定。',
  },
  'amounts-inconsistent': {
    fact: paidBefore,
    change: '请与医院、医保核对票据金额，提供更正后的发票和医保结算单后重新提交。',
  },
  'date-missing': { fact: dayOf, change: '补充载明出院（就诊）日期的出院小结或发票后可以核定。' },
  'scheme-unknown': DISTRICT,
  'scheme-not-yet-valid': SCHEME_DATE,
  'scheme-no-longer-valid': SCHEME_DATE,
  'parameters-missing': DISTRICT,
  'parameters-invalid': DISTRICT,
  'stay-crosses-year': {
    fact: ({ bill }) =>
      `入院 ${bill.admittedOn === undefined ? '未提供' : chineseDay(bill.admittedOn)}，出院 ${bill.dischargedOn === undefined ? '未提供' : chineseDay(bill.dischargedOn)}`,
    change: '提供医院按12月31日划分的费用清单后，可分年度核定。',
  },
  'facility-level-unknown': {
    fact: facilityOf,
    change: '提供医院等级证明，或由服务中心向卫生部门确认等级后可以核定。',
  },
  'apply-afterwards': {
    fact: facilityOf,
    change: '按规定办理医后救助：补充未能在联网定点医院住院的原因和证明材料。',
  },
  'pathology-missing': {
    fact: (facts) => `${diagnosisOf(facts)}；病理学确诊：${yes(mainOf(facts)?.pathologyConfirmed)}`,
    change: '补充病理学检查报告（含首次确诊日期）后，癌症部分可以核定。',
  },
  'metastasis-unknown': {
    fact: (facts) => `${diagnosisOf(facts)}；是否转移：${yes(mainOf(facts)?.metastatic)}`,
    change: '补充载明是否转移的病理或影像报告后，癌症部分可以核定。',
  },
  'stage-missing': {
    fact: (facts) => `${diagnosisOf(facts)}；肿瘤分期：${mainOf(facts)?.stage ?? '未提供'}`,
    change: '补充载明肿瘤分期的诊断证明后，癌症部分可以核定。',
  },
  'diagnosis-unreadable': { fact: diagnosisOf, change: '补充载明ICD-10诊断编码的诊断证明后可以核定。' },
};
