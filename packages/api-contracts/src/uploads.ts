/** An upload ticket: a form POST to `url` with all `fields` first and the file as field `file`. */
import * as z from 'zod';

export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('文件内容的 SHA-256，小写十六进制');

export const uploadSchema = z.object({
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresInSeconds: z.int(),
});
