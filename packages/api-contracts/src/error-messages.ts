/** The Chinese sentence of every stable error code. A code without one gets its kind's sentence. */
import type { ErrorKind } from '@erbao/kernel/errors';

const BY_KIND: Readonly<Record<ErrorKind, string>> = {
  InvalidInput: '提交的内容有误，请核对后重试。',
  Forbidden: '您没有权限进行此操作。',
  NotFound: '没有找到所请求的内容。',
  Conflict: '该事项已被他人处理或状态已变化，请刷新后再试。',
  Unavailable: '系统暂时繁忙，请稍后重试。',
  Defect: '系统内部错误，已通知运维人员。',
};

export const MESSAGES_ZH: Readonly<Record<string, string>> = {
  'body-not-json': '请求内容不是有效的 JSON。',
  'body-invalid': '请求内容不符合要求，请核对所列字段。',
  'query-invalid': '查询条件不符合要求，请核对所列字段。',
  'path-invalid': '地址中的编号不符合要求。',
  'route-unknown': '没有这个接口。',
  'role-not-allowed': '您的岗位或身份无权使用此功能。',
  'token-without-member': '登录信息中没有参保人编号，无法办理。',
  'token-without-hospital': '登录信息中没有医院编号，无法办理。',
  'token-without-subject': '登录信息不完整，请重新登录。',
};

export const errorMessage = (kind: ErrorKind, code: string): string => MESSAGES_ZH[code] ?? BY_KIND[kind];
