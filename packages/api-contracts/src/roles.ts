/** Who may call the API (domain/processes: people and systems). The token's claim carries these words. */
export const ROLES = [
  'citizen',
  'site-clerk',
  'hospital-finance',
  'hospital-his',
  'adjudicator',
  'reviewer',
  'supervisor',
  'joint-office',
  'finance',
  'finance-approver',
  'medical-monitor',
  'auditor',
  'bureau',
  'fund-admin',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** The Chinese name of a role, as shown to people. */
export const ROLE_NAMES_ZH: Readonly<Record<Role, string>> = {
  citizen: '参保人',
  'site-clerk': '服务网点人员',
  'hospital-finance': '医院财务',
  'hospital-his': '医院信息系统',
  adjudicator: '初审岗',
  reviewer: '复核岗',
  supervisor: '中心(副)主任',
  'joint-office': '联合办公室',
  finance: '收付费岗',
  'finance-approver': '财务复核岗',
  'medical-monitor': '医疗监控负责人',
  auditor: '审计',
  bureau: '民政局/医保局',
  'fund-admin': '基金管理员',
  operator: '系统运维',
};

export const isRole = (word: string): word is Role => ROLES.some((role) => role === word);
