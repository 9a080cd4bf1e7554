/** Runs in the browser: a reviewer's tasks, and the papers of the claim that is open. */
/// <reference lib="dom" />
import { listReviewTasks } from '@erbao/api-contracts/review-routes';
import { ROLE_NAMES_ZH, type Role } from '@erbao/api-contracts/roles';
import { untilZh } from '@erbao/deadlines/due-words';
import { comparisonSections } from './papers-comparison.ts';
import { button, el, section, table } from './page-client.ts';
import { element, type Frame, openFrame } from './page-frame.ts';

const DESKS: readonly Role[] = ['adjudicator', 'reviewer', 'supervisor', 'joint-office'];
const role = element('role', HTMLSelectElement);
const claim = element('claim', HTMLInputElement);
role.append(...DESKS.map((desk) => el('option', { value: desk }, ROLE_NAMES_ZH[desk])));

const open = (claimId: string) => (): Promise<string> => {
  claim.value = claimId;
  return Promise.resolve(`已打开 ${claimId}`);
};

const tasksSection = async ({ call, act }: Frame): Promise<HTMLElement> => {
  const { tasks } = await call(listReviewTasks, { query: { role: role.value } });
  const rows = tasks.map(({ claimId, level, levels, dueAt }) => [
    claimId,
    `第 ${String(level + 1)} 级，共 ${String(levels)} 级`,
    untilZh(dueAt),
    button('核对材料', () => act(open(claimId)), 'plain'),
  ]);
  return section('本岗位待办', table(['申请编号', '审核', '期限', ''], rows));
};

openFrame(async (frame) => {
  const claimId = claim.value.trim();
  const opened = claimId === '' ? [] : await comparisonSections(frame, claimId, open);
  return [await tasksSection(frame), ...opened];
});
