/** Runs in the browser: signs in with a token, shows a month of the hospital, and shows it again after every deed. */
/// <reference lib="dom" />
import * as z from 'zod';
import { openClient, Refusal } from './month-client.ts';
import { type Desk, differencesSection, monthSection, statementsSection } from './month-deeds.ts';
import { inboxSection, nightSection, questionsSection } from './month-talk.ts';
import { filesSection } from './month-upload.ts';

// The page's policy forbids code made from text
z.config({ jitless: true });

const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no element ${id}`);
  return found;
};
const who = element('who', HTMLFormElement);
const token = element('token', HTMLInputElement);
const month = element('month', HTMLInputElement);
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
  const desk: Desk = {
    call: openClient(document.body.dataset['api'] ?? '', token.value.trim()),
    month: month.value,
    act: (deed) =>
      guarded(async () => {
        say('正在办理……', 'good');
        const done = await deed();
        await show();
        say(done, 'good');
      }),
  };
  const sections = [
    inboxSection,
    monthSection,
    filesSection,
    differencesSection,
    statementsSection,
    questionsSection,
    nightSection,
  ];
  work.replaceChildren(...(await Promise.all(sections.map((make) => make(desk)))));
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
const lastMonth = new Date();
lastMonth.setDate(0);
month.value = `${String(lastMonth.getFullYear())}-${String(lastMonth.getMonth() + 1).padStart(2, '0')}`;
if (handedOver !== '') who.requestSubmit();
