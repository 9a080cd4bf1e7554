/** The OpenAPI 3.1 document of all routes, made from the schemas that validate them. */
import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import { inboxRoutes } from '../src/inbox-routes.ts';
import { questionRoutes } from '../src/question-routes.ts';
import { shadowRoutes } from '../src/shadow-routes.ts';
import { settlementMonthRoutes } from '../src/settlement-month-routes.ts';
import { statementRoutes } from '../src/statement-routes.ts';
import { citizenRoutes } from '../src/citizen-routes.ts';
import { consoleRoutes } from '../src/console-routes.ts';
import { errorMessage } from '../src/error-messages.ts';
import { letterRoutes } from '../src/letter-routes.ts';
import { cropRoutes, paperCheckRoutes } from '../src/paper-check-routes.ts';
import { paperRoutes } from '../src/paper-routes.ts';
import { hisRoutes } from '../src/his-routes.ts';
import { hospitalRoutes } from '../src/hospital-routes.ts';
import { ROLE_NAMES_ZH } from '../src/roles.ts';
import type { Route } from '../src/route.ts';

type Document = ReturnType<typeof createDocument>;
type Paths = NonNullable<Parameters<typeof createDocument>[0]['paths']>;

/** Every route of every function; a test compares this with the contracts. */
export const allRoutes: readonly (readonly [tag: string, routes: readonly Route[]])[] = [
  ['参保人', citizenRoutes],
  ['医院', hospitalRoutes],
  ['月度核对', settlementMonthRoutes],
  ['结算申请单', statementRoutes],
  ['结算问答', questionRoutes],
  ['每夜试算', shadowRoutes],
  ['收件箱', inboxRoutes],
  ['医院信息系统', hisRoutes],
  ['审核与财务', consoleRoutes],
  ['材料', paperRoutes],
  ['材料比对', [...paperCheckRoutes, ...cropRoutes]],
  ['告知书与单据', letterRoutes],
];

/** Codes that any route may answer. */
const EVERYWHERE: readonly string[] = ['role-not-allowed', 'body-invalid', 'body-not-json'];

const errorSchema = z
  .object({
    code: z.string().meta({ description: '稳定的错误代码' }),
    message: z.string().meta({ description: '给用户看的说明' }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Error' });

const objectOrNone = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0 ? schema : undefined;

const operationOf = (tag: string, route: Route) => {
  const params = objectOrNone(route.params);
  const query = objectOrNone(route.query);
  const takesBody = !(route.body instanceof z.ZodObject) || objectOrNone(route.body) !== undefined;
  const codes = [...route.errors, ...EVERYWHERE].map(
    (code) => `- \`${code}\` ${errorMessage('InvalidInput', code)}`,
  );
  return {
    operationId: route.id,
    tags: [tag],
    summary: route.summary,
    description: `可用角色：${route.roles.map((role) => `${ROLE_NAMES_ZH[role]}（${role}）`).join('、')}\n\n可能的错误代码：\n${codes.join('\n')}`,
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
    },
    ...(takesBody ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {}),
    responses: {
      [String(route.response.status)]: {
        description: '成功',
        content: { 'application/json': { schema: route.response.schema } },
      },
      default: { description: '拒绝或失败', content: { 'application/json': { schema: errorSchema } } },
    },
  };
};

const pathsOf = (): Paths => {
  const paths: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  for (const [tag, routes] of allRoutes)
    for (const route of routes)
      (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(tag, route);
  return paths;
};

export const openApiDocument = (): Document =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: '二报（Erbao）医疗救助接口',
      version: '0.1.0',
      description: '金额字段以 Fen 结尾者为整数分；日期为北京时间；个人信息默认遮蔽。',
    },
    security: [{ oidc: [] }],
    components: {
      securitySchemes: { oidc: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: pathsOf(),
  });
