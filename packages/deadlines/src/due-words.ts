/** A due moment as people say it: the end of a day is that day. */
import { instant, instantOfMs, msOf, shanghaiTimeOf } from '@erbao/kernel/dates';

export const untilZh = (dueAt: string): string => {
  const moment = shanghaiTimeOf(instant(dueAt));
  return moment.endsWith('00:00:00')
    ? `${shanghaiTimeOf(instantOfMs(msOf(instant(dueAt)) - 1)).slice(0, 10)}（含当日）`
    : moment.slice(0, 16);
};
