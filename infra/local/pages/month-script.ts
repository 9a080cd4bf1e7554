/** Runs in the browser: signs in with a token and shows a month of the hospital. */
/// <reference lib="dom" />
import { differencesSection, monthSection, statementsSection } from './month-deeds.ts';
import { inboxSection, nightSection, questionsSection } from './month-talk.ts';
import { filesSection } from './month-upload.ts';
import { element, openFrame } from './page-frame.ts';

const month = element('month', HTMLInputElement);
const lastMonth = new Date();
lastMonth.setDate(0);
month.value = `${String(lastMonth.getFullYear())}-${String(lastMonth.getMonth() + 1).padStart(2, '0')}`;

openFrame((frame) =>
  Promise.all(
    [
      inboxSection,
      monthSection,
      filesSection,
      differencesSection,
      statementsSection,
      questionsSection,
      nightSection,
    ].map((make) => make({ ...frame, month: month.value })),
  ),
);
