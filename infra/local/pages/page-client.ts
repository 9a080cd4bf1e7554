/** Runs in the browser: calls the API by its own route descriptions, and makes plain elements. */
/// <reference lib="dom" />
import type { Route } from '@erbao/api-contracts/route';

/** A refusal, in the sentence that the API gave. */
export class Refusal extends Error {}

const textIn = (body: unknown, name: string): string =>
  typeof body === 'object' && body !== null && name in body
    ? String(Object.entries(body).find(([key]) => key === name)?.[1])
    : '';

type Said = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Call = <Answer>(route: Route<unknown, unknown, unknown, Answer>, said?: Said) => Promise<Answer>;

export const openClient =
  (api: string, token: string): Call =>
  async (route, { params = {}, query = {}, body } = {}) => {
    const place = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const asked = new URLSearchParams(query).toString();
    const response = await fetch(`${api}${place}${asked === '' ? '' : `?${asked}`}`, {
      method: route.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok)
      throw new Refusal(
        response.status === 401
          ? '令牌无效或已过期，请重新登录。'
          : textIn(answer, 'message') || `服务暂时不可用（${String(response.status)}），请稍后再试。`,
      );
    return route.response.schema.parse(answer);
  };

type Child = Node | string;

/** An element with its attributes and what is in it; texts are never markup. */
export const el = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

export const button = (text: string, act: () => Promise<void>, look = ''): HTMLButtonElement => {
  const made = el('button', { type: 'button', class: look }, text);
  made.onclick = () => void act();
  return made;
};

/** A form of labelled fields; `act` is given what they hold, by name. */
export const form = (
  fields: readonly (readonly [label: string, field: HTMLElement])[],
  send: string,
  act: (held: FormData) => Promise<void>,
): HTMLFormElement => {
  const made = el(
    'form',
    {},
    ...fields.map(([label, field]) => el('label', {}, label, field)),
    el('button', { type: 'submit' }, send),
  );
  made.onsubmit = (event) => {
    event.preventDefault();
    void act(new FormData(made));
  };
  return made;
};

/** What a text field of a form holds, without the blanks around it. */
export const heldText = (held: FormData, name: string): string => {
  const value = held.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

export const select = (name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement =>
  el('select', { name }, ...options.map(([value, text]) => el('option', { value }, text)));

export const table = (heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement =>
  rows.length === 0
    ? el('p', { class: 'muted' }, '无')
    : el(
        'div',
        { class: 'table' },
        el(
          'table',
          {},
          el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
          el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
        ),
      );

export const section = (title: string, ...children: readonly Child[]): HTMLElement =>
  el('section', { 'aria-label': title }, el('h2', {}, title), ...children);

/** `2026-11-05T16:00:00.000Z` as a clock in Beijing shows it. */
export const momentZh = (at: string | undefined): string =>
  at === undefined
    ? ''
    : new Date(at).toLocaleString('zh-CN', {
        timeZone: 'Asia/Shanghai',
        dateStyle: 'short',
        timeStyle: 'short',
      });

export const save = (name: string, bytes: Uint8Array, type: string): void => {
  const link = el('a', {
    href: URL.createObjectURL(new Blob([bytes.slice().buffer], { type })),
    download: name,
  });
  link.click();
  URL.revokeObjectURL(link.href);
};
