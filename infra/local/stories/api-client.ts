/** A client of the HTTP API as any channel would write it: a token, JSON, and uploads by ticket. */
import { createHash } from 'node:crypto';
import type { SignedIn } from '../sign-in.ts';
import type { Cloud } from '../cloud.ts';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
export type Person = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => Promise<Answer>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const bodyOf = async (response: Response): Promise<Readonly<Record<string, unknown>>> => {
  const json: unknown = await response.json().catch(() => ({}));
  return isRecord(json) ? json : {};
};

/** Signs somebody in; what is returned calls the API as that person. */
export const signIn = async (cloud: Pick<Cloud, 'api' | 'tokenFor'>, caller: SignedIn): Promise<Person> => {
  const token = await cloud.tokenFor(caller);
  return async (method, path, body) => {
    const response = await fetch(`${cloud.api}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await bodyOf(response) };
  };
};

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Uses an upload ticket as a browser's form would; gives the store's status. */
export const upload = async (ticket: unknown, bytes: Uint8Array): Promise<number> => {
  if (!isRecord(ticket) || typeof ticket['url'] !== 'string' || !isRecord(ticket['fields']))
    throw new Error('The answer holds no upload ticket');
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket['fields'])) form.append(name, String(value));
  form.append('file', new Blob([new Uint8Array(bytes)]));
  return (await fetch(ticket['url'], { method: 'POST', body: form })).status;
};

/** A text of an answer; throws with the whole answer when it is not there. */
export const textIn = (answer: Answer, name: string): string => {
  const value = answer.body[name];
  if (typeof value === 'string') return value;
  throw new Error(`No ${name} in ${String(answer.status)} ${JSON.stringify(answer.body)}`);
};

/** A list of records of an answer. */
export const listIn = (answer: Answer, name: string): readonly Readonly<Record<string, unknown>>[] => {
  const value = answer.body[name];
  if (Array.isArray(value)) return value.filter(isRecord);
  throw new Error(`No list ${name} in ${String(answer.status)} ${JSON.stringify(answer.body)}`);
};

export const recordIn = (answer: Answer, name: string): Readonly<Record<string, unknown>> => {
  const value = answer.body[name];
  if (isRecord(value)) return value;
  throw new Error(`No ${name} in ${String(answer.status)} ${JSON.stringify(answer.body)}`);
};
