/** What an office has still to confirm about a scheme: open lists of its document and unconfirmed choices. */
import type { LocalDate } from '@erbao/kernel/dates';
import type { Scheme } from './scheme.ts';

export type OpenQuestion = {
  readonly id: string;
  readonly title: string;
  /** Why it is open and who can answer. */
  readonly source: string;
  readonly since: LocalDate;
};

export const openQuestions = (scheme: Scheme): readonly OpenQuestion[] => [
  ...scheme.openLists
    .filter((list) => !list.confirmed)
    .map((list) => ({ id: list.id, title: list.title, source: list.source, since: list.validFrom })),
  ...scheme.settings
    .filter((setting) => !setting.confirmed)
    .map((setting) => ({
      id: setting.id,
      title: setting.value,
      source: setting.reason,
      since: setting.decidedOn,
    })),
];
