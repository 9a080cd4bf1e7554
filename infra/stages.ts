/**
 * The places Erbao is deployed to. What differs between them is here and nowhere else; no construct asks for a stage's
 * name. An account number is not needed: the deploying credentials decide it.
 */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export const STAGE_NAMES = ['local', 'test', 'production'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

type PayerAccount = { readonly name: string; readonly accountNumber: string; readonly cnaps: string };

export type Stage = {
  readonly name: StageName;
  readonly partition: 'aws' | 'aws-cn';
  readonly region: string;
  /** The scheme whose versions decide claims here (packages/benefit-policy/schemes). */
  readonly schemeId: string;
  /** Whether the engine approves clean claims by itself (packages/review automation table). It never refuses. */
  readonly automation: 'on' | 'off';
  /** Which insured areas count the personal account into fund_pay_sumamt: Guangdong does, Hunan does not. */
  readonly fundSumRules: string;
  /** Any OIDC issuer; its key set is found through `/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly audience: string;
  /** How the issuer spells the claims that Erbao reads from a token. */
  readonly tokenClaims: { readonly roles: string; readonly member: string; readonly hospital: string };
  /** Origins of the web pages, for browser uploads and calls. */
  readonly browserOrigins: readonly string[];
  /** 网络安全法 Art. 21: at least six months. */
  readonly logRetentionDays: RetentionDays;
  /** Tables, buckets and keys survive the deletion of their stack and refuse to be deleted. */
  readonly keepsData: boolean;
  /** The format spoken with the bank, from a day on (packages/payout). */
  readonly bankFormats: readonly { readonly from: string; readonly format: string }[];
  /** Whose account pays what. */
  readonly payers: {
    /** The district's earmarked account 专户, from which claimants are paid. */
    readonly claimants: PayerAccount;
    /** The account of every payer of hospitals, by its name in the scheme: each department of Anshun has its own. */
    readonly [payerName: string]: PayerAccount;
  };
  /** The provider of text messages; its secret stands in the secret `sms-provider` (runbook). */
  readonly sms?: {
    readonly endpoint: string;
    readonly appId: string;
    readonly signName: string;
  };
  /** How the archive of papers is locked (at least ten years: 纸质至少10年，影像长期保存), and the region of its second copy. */
  readonly archive: {
    /** `compliance` can be lifted by nobody before its time, `governance` by who is allowed to. */
    readonly lock: 'compliance' | 'governance';
    readonly years: number;
    readonly copyRegion?: string;
  };
  /** ClamAV's daemon that looks through uploaded papers: `host:port`, or a socket's path. Without it they say so. */
  readonly scanner?: string;
  /** Receives alarms; absent where somebody watches the console. */
  readonly alarmEmail?: string;
  /** Requests a second the API lets through, and the burst above it. */
  readonly throttle: { readonly rate: number; readonly burst: number };
};

/** `.invalid` can never be signed in at: `npm run deploy` refuses a stage that still has it. */
export const UNSET_ISSUER = 'https://sign-in.invalid/erbao';

/** An account of no bank: a stage that pays must name its own. */
const FUND: PayerAccount = {
  name: '医疗救助资金专户（样例）',
  accountNumber: '00000000000000000000',
  cnaps: '000000000000',
};

const TEST: Stage = {
  name: 'test',
  partition: 'aws-cn',
  region: 'cn-north-1',
  schemeId: 'nansha-2018',
  automation: 'on',
  fundSumRules: '44=account-included,43=account-excluded,*=account-included',
  issuer: UNSET_ISSUER,
  audience: 'erbao',
  tokenClaims: { roles: 'roles', member: 'member_id', hospital: 'hospital_id' },
  browserOrigins: ['https://test.erbao.invalid'],
  logRetentionDays: RetentionDays.SIX_MONTHS,
  keepsData: false,
  archive: { lock: 'governance', years: 10 },
  throttle: { rate: 50, burst: 100 },
  bankFormats: [{ from: '2018-01-01', format: 'daifa-gb18030' }],
  payers: { claimants: FUND, 重大疾病二次报销基金: FUND },
};

const PRODUCTION: Stage = {
  ...TEST,
  name: 'production',
  // until the office has confirmed the limits of the automation table (packages/review)
  automation: 'off',
  browserOrigins: ['https://erbao.invalid'],
  logRetentionDays: RetentionDays.ONE_YEAR,
  keepsData: true,
  // 异地备份: the other China region
  archive: { lock: 'compliance', years: 10, copyRegion: 'cn-northwest-1' },
  throttle: { rate: 500, burst: 1000 },
};

/** The emulator on this machine; its addresses depend on the ports that were free. */
export const localStage = (issuer: string, browserOrigins: readonly string[]): Stage => ({
  ...TEST,
  name: 'local',
  issuer,
  browserOrigins,
  logRetentionDays: RetentionDays.ONE_WEEK,
  throttle: { rate: 1000, burst: 2000 },
});

const isStageName = (name: string): name is StageName => STAGE_NAMES.some((known) => known === name);

/** The stage of this name; throws a line an operator understands. */
export const stageNamed = (name: string): Stage => {
  if (!isStageName(name)) {
    throw new Error(
      `There is no stage "${name}". Known stages: ${STAGE_NAMES.join(', ')} (infra/stages.ts).`,
    );
  }
  if (name === 'local') return localStage('http://127.0.0.1:4580', ['http://127.0.0.1:4570']);
  return name === 'test' ? TEST : PRODUCTION;
};

/** Physical names: `erbao-<stage>-<name>`, so that operators find a thing by the word the code uses. */
export const physicalName = (stage: Stage, name: string): string => `erbao-${stage.name}-${name}`;
