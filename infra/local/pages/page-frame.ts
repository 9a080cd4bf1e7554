/** Runs in the browser: what pages share: who is signed in, what was said, and the work, shown again after every deed. */
/// <reference lib="dom" />
import * as z from 'zod';
import { type Call, openClient, Refusal } from './page-client.ts';

// The pages' policy forbids code made from text
z.config({ jitless: true });

export const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no element ${id}`);
  return found;
};

export type Frame = {
  readonly call: Call;
  /** Does something, shows the work again and says what was done. */
  readonly act: (deed: () => Promise<string>) => Promise<void>;
};

/** `sections` makes the work of the page, again after every deed. */
export const openFrame = (sections: (frame: Frame) => Promise<readonly Node[]>): void => {
  const who = element('who', HTMLFormElement);
  const token = element('token', HTMLInputElement);
  const said = element('said', HTMLParagraphElement);
  const work = element('work', HTMLDivElement);
  const say = (text: string, look: 'good' | 'bad'): void => {
    said.className = look;
    said.textContent = text;
  };
  /** Whatever goes wrong is said, in the API's own sentence where it has one. */
  const guarded = async (deed: () => Promise<void>): Promise<void> => {
    try {
      await deed();
    } catch (error) {
      say(error instanceof Refusal ? error.message : '服务暂时不可用，请稍后再试。', 'bad');
    }
  };
  const show = async (): Promise<void> => {
    const call = openClient(document.body.dataset['api'] ?? '', token.value.trim());
    const act: Frame['act'] = (deed) =>
      guarded(async () => {
        say('正在办理……', 'good');
        const done = await deed();
        await show();
        say(done, 'good');
      });
    work.replaceChildren(...(await sections({ call, act })));
  };
  who.onsubmit = (event) => {
    event.preventDefault();
    void guarded(async () => {
      await show();
      say('', 'good');
    });
  };
  // the landing page hands over a token behind the #, which no server sees
  const handedOver = location.hash.slice(1);
  history.replaceState(undefined, '', location.pathname);
  token.value = handedOver;
  if (handedOver !== '') who.requestSubmit();
};
