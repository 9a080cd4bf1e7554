/**
 * What is wrong with a request, in sentences: the field, what the schema says of it, and what is expected there. Never the
 * value, which could be personal.
 */
import * as z from 'zod';

const MOST = 20;

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrapped(schema.unwrap()) : schema;

/** The schema of a part; undefined where it depends on the content, as in a union. */
const partOf = (schema: unknown, name: PropertyKey): unknown => {
  const whole = unwrapped(schema);
  if (whole instanceof z.ZodObject) return Reflect.get(whole.shape, name);
  if (whole instanceof z.ZodArray) return whole.element;
  return whole instanceof z.ZodRecord ? whole.valueType : undefined;
};

const descriptionOf = (schema: unknown): string | undefined =>
  schema instanceof z.ZodType
    ? (schema.description ?? (unwrapped(schema) === schema ? undefined : descriptionOf(unwrapped(schema))))
    : undefined;

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    raw,
  );

const TYPES_ZH: Readonly<Record<string, string>> = {
  string: '文本（加引号）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '对象 {…}',
  record: '对象 {…}',
  array: '数组 […]',
};

const PLAIN_NAME = /^[\w.-]{1,40}$/;

const sentence = (issue: z.core.$ZodIssue, raw: unknown): string => {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(raw, issue.path) === undefined
        ? '缺少此字段'
        : `类型不对，应为${TYPES_ZH[issue.expected] ?? issue.expected}`;
    case 'invalid_format':
      return '格式不符';
    case 'too_small':
      return `过短或过小，至少 ${String(issue.minimum)}`;
    case 'too_big':
      return `过长或过大，至多 ${String(issue.maximum)}`;
    case 'unrecognized_keys':
      return `没有约定的字段：${issue.keys.filter((key) => PLAIN_NAME.test(key)).join('、')}`;
    case 'invalid_value':
      return `应为其中之一：${issue.values.map(String).join('、')}`;
    case 'invalid_union':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'custom':
      return '不符合要求';
  }
};

export const inputProblems = (
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  raw: unknown,
): readonly string[] =>
  issues.slice(0, MOST).map((issue) => {
    const about = descriptionOf(issue.path.reduce<unknown>(partOf, schema));
    const place = issue.path.length === 0 ? '请求' : issue.path.join('.');
    return `${place}${about === undefined ? '' : `（${about}）`}：${sentence(issue, raw)}`;
  });
