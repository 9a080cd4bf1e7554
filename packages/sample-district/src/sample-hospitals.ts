/**
 * The 14 hospitals with a service window [nansha 四 三(一)4]. Names and addresses are the document's. It gives neither
 * codes nor levels: both are made up here and marked as sample wherever they are shown.
 */
import { type LocalDate, localDate } from '@erbao/kernel/dates';
import type { TextEncoding } from '@erbao/tabular/detect-encoding';

export type SampleLevel = 1 | 2 | 3;
export type SampleHospital = {
  readonly hospitalId: string;
  readonly name: string;
  readonly address: string;
  readonly area: 'inside';
  readonly levels: readonly {
    readonly level: SampleLevel;
    readonly from: LocalDate;
    readonly source: string;
  }[];
  readonly designations: readonly { readonly from: LocalDate }[];
  /** Of no bank. */
  readonly accounts: readonly {
    readonly holder: string;
    readonly number: string;
    readonly bankName: string;
    readonly cnaps: string;
    readonly from: LocalDate;
    readonly source: string;
  }[];
  readonly sample: true;
  /** Half of the hospitals send GB18030, as old systems do. */
  readonly fileEncoding: TextEncoding;
};

export const LEVEL_SOURCE = '样例：等级为演示而设，待经办机构确认';
const SINCE = localDate('2018-01-01');

const WINDOWS: readonly (readonly [name: string, address: string, level: SampleLevel])[] = [
  ['广州市南沙区第六人民医院', '南沙区大岗镇兴业路 7 号', 2],
  ['广州市第一人民医院南沙医院', '南沙区丰泽东路 105 号', 3],
  ['长龙港医院', '南沙区南沙街珠电路 15 号', 1],
  ['广州市南沙区妇幼保健院', '南沙区海傍路 103 号', 3],
  ['广州市南沙区妇幼保健院分院', '南沙区南沙街金岭南路 301 号', 2],
  ['广州市南沙区第一人民医院', '南沙区万顷沙镇新兴路 88 号', 2],
  ['广州市南沙区第二人民医院', '南沙区黄阁镇麒龙东路 131 号', 2],
  ['广州市南沙区中医医院', '南沙区珠江管理区珠江北路 250 号', 2],
  ['广州市南沙区第三人民医院', '南沙区横沥镇工业路 2 号', 1],
  ['广州市南沙区东涌医院', '南沙区东涌镇培贤路', 1],
  ['广州市南沙区鱼窝头医院', '南沙区东涌镇市鱼路 10 号', 1],
  ['广州市南沙区鱼窝头医院大同分院', '南沙区东涌镇光明路 5 号', 1],
  ['广州市南沙区灵山医院', '南沙区大岗镇灵山环城东路 4 号', 1],
  ['广州市南沙区榄核医院', '南沙区榄核镇校尾路 23 号', 1],
];

/** H44011500001 … H44011500014. */
export const sampleHospitals: readonly SampleHospital[] = WINDOWS.map(([name, address, level], index) => ({
  hospitalId: `H440115${String(index + 1).padStart(5, '0')}`,
  name,
  address,
  area: 'inside',
  levels: [{ level, from: SINCE, source: LEVEL_SOURCE }],
  designations: [{ from: SINCE }],
  accounts: [
    {
      holder: name,
      number: `90${String(index + 1).padStart(14, '0')}`,
      bankName: '样例银行',
      cnaps: '000000000001',
      from: SINCE,
      source: '样例账户',
    },
  ],
  sample: true,
  fileEncoding: index % 2 === 0 ? 'gb18030' : 'utf-8',
}));

export const levelOf = (hospital: SampleHospital): SampleLevel => hospital.levels[0]?.level ?? 1;
