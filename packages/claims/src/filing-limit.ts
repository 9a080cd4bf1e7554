/**
 * 参保人自出院之日起30天内凭有关证件、资料…办理报销手续 [nansha 五(二)2]: the 30th day after discharge or service still counts. A
 * later claim is taken, marked late and decided by a person.
 */
import { addDays, type LocalDate } from '@erbao/kernel/dates';

const FILING_DAYS = 30;

export const isLate = (billDate: LocalDate, filedOn: LocalDate): boolean =>
  filedOn > addDays(billDate, FILING_DAYS);
