/**
 * The columns of one settlement in a hospital's file: national names (定点医药机构接口规范, setlinfo), the Chinese labels
 * of 5260 结算单 and the spellings met in the field, and our own additions, which start with `eb_`.
 */
export type ColumnSpec = {
  readonly name: string;
  readonly zh: string;
  /** `column`: the header must have it; `cell`: it must also be filled; `no`: may be missing altogether. */
  readonly required: 'cell' | 'column' | 'no';
  /** Other spellings, lower case. */
  readonly aliases?: readonly string[];
};

/** What other payers bore may be blank (= 0) in a row, but its column must be there: without it we would pay it again. */
export const SETTLEMENT_COLUMNS = [
  {
    name: 'fixmedins_code',
    zh: '定点医药机构编号',
    required: 'cell',
    aliases: ['医药机构编码', '医疗机构编码', '医院编码'],
  },
  { name: 'setl_id', zh: '结算ID', required: 'cell', aliases: ['结算流水号', '结算编号'] },
  { name: 'mdtrt_id', zh: '就诊ID', required: 'no', aliases: ['就诊流水号'] },
  { name: 'psn_no', zh: '人员编号', required: 'no' },
  { name: 'psn_cert_type', zh: '证件类型', required: 'no' },
  { name: 'certno', zh: '证件号码', required: 'cell', aliases: ['身份证号', '身份证号码'] },
  { name: 'psn_name', zh: '人员姓名', required: 'cell', aliases: ['姓名'] },
  { name: 'insutype', zh: '险种类型', required: 'cell', aliases: ['险种'] },
  { name: 'med_type', zh: '医疗类别', required: 'cell' },
  { name: 'begndate', zh: '开始日期', required: 'cell', aliases: ['入院日期'] },
  { name: 'enddate', zh: '结束日期', required: 'cell', aliases: ['出院日期'] },
  { name: 'setl_time', zh: '结算时间', required: 'cell' },
  {
    name: 'dscg_maindiag_code',
    zh: '出院主诊断代码',
    required: 'column',
    aliases: ['主要诊断代码', '主诊断编码'],
  },
  { name: 'dise_codg', zh: '病种编码', required: 'column', aliases: ['病种代码'] },
  {
    name: 'medfee_sumamt',
    zh: '医疗费总额',
    required: 'cell',
    aliases: ['med_fee_sumamt', '医疗总费用', '医疗费用总额'],
  },
  { name: 'fulamt_ownpay_amt', zh: '全自费金额', required: 'cell', aliases: ['ownpay_amt', '自费金额'] },
  { name: 'overlmt_selfpay', zh: '超限价自费费用', required: 'no', aliases: ['超限价自费'] },
  {
    name: 'preselfpay_amt',
    zh: '先行自付金额',
    required: 'cell',
    aliases: ['prese_ifpay_amt', '乙类先自付'],
  },
  {
    name: 'inscp_scp_amt',
    zh: '符合政策范围金额',
    required: 'cell',
    aliases: ['政策范围内金额', '基本医疗费用'],
  },
  { name: 'act_pay_dedc', zh: '实际支付起付线', required: 'cell', aliases: ['起付标准', '起付线'] },
  {
    name: 'hifp_pay',
    zh: '基本医疗保险统筹基金支出',
    required: 'cell',
    aliases: ['统筹基金支出', '医保统筹报销'],
  },
  { name: 'cvlserv_pay', zh: '公务员医疗补助资金支出', required: 'column' },
  { name: 'hifes_pay', zh: '企业补充医疗保险基金支出', required: 'column' },
  { name: 'hifmi_pay', zh: '居民大病保险资金支出', required: 'column', aliases: ['大病保险支出'] },
  { name: 'hifob_pay', zh: '职工大额医疗费用补助基金支出', required: 'column' },
  { name: 'hifdm_pay', zh: '伤残人员医疗保障基金支出', required: 'no' },
  { name: 'maf_pay', zh: '医疗救助基金支出', required: 'column', aliases: ['医疗救助支出'] },
  { name: 'oth_pay', zh: '其他支出', required: 'column' },
  { name: 'acct_pay', zh: '个人账户支出', required: 'no' },
  {
    name: 'psn_cash_pay',
    zh: '个人现金支出',
    required: 'cell',
    aliases: ['psncash_pay', 'psn_pay', 'cash_payamt'],
  },
  { name: 'psn_part_amt', zh: '个人负担总金额', required: 'no', aliases: ['psn_part_am'] },
  { name: 'hosp_part_amt', zh: '医院负担金额', required: 'no' },
  { name: 'fund_pay_sumamt', zh: '基金支付总额', required: 'cell' },
  { name: 'refd_setl_flag', zh: '退费结算标志', required: 'no' },
  { name: 'eb_drug_fee', zh: '药品费用', required: 'no' },
  { name: 'eb_veterans_amt', zh: '优抚部门核定补助', required: 'no' },
  { name: 'eb_pathology_flag', zh: '病理确诊标志', required: 'no' },
  { name: 'eb_first_confirmed_on', zh: '首次确诊日期', required: 'no' },
  { name: 'eb_metastatic_flag', zh: '转移标志', required: 'no' },
  { name: 'eb_stage', zh: '分期', required: 'no' },
  { name: 'eb_hiv_flag', zh: '艾滋病标志', required: 'no' },
  { name: 'eb_chemo_flag', zh: '化疗标志', required: 'no' },
  { name: 'eb_transplant_flag', zh: '骨髓移植标志', required: 'no' },
  { name: 'eb_cause_flags', zh: '情形标志', required: 'no' },
] as const satisfies readonly ColumnSpec[];

export type ColumnName = (typeof SETTLEMENT_COLUMNS)[number]['name'];

export const COLUMN_NAMES: readonly ColumnName[] = SETTLEMENT_COLUMNS.map(({ name }) => name);

const byName: ReadonlyMap<string, ColumnSpec> = new Map(
  SETTLEMENT_COLUMNS.map((column) => [column.name, column]),
);

export const columnZh = (name: ColumnName): string => byName.get(name)?.zh ?? name;

const spellings = new Map<string, ColumnName>();
for (const column of SETTLEMENT_COLUMNS) {
  const aliases: readonly string[] = 'aliases' in column ? column.aliases : [];
  for (const spelling of [column.name, column.zh, ...aliases])
    spellings.set(spelling.toLowerCase(), column.name);
}

/** The column that a header cell means: national name, Chinese label or a known local spelling, in any letter case. */
export const columnOf = (headerCell: string): ColumnName | undefined =>
  spellings.get(headerCell.trim().toLowerCase());

/** Columns without which a file cannot be decided. */
export const REQUIRED_COLUMNS: readonly ColumnName[] = SETTLEMENT_COLUMNS.filter(
  ({ required }) => required !== 'no',
).map(({ name }) => name);
