/** 抽查复审: a person who has not seen the engine's decision decides by himself; the two are compared and counted. */
import { recordDeed } from '@erbao/audit/audit-event';
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import { closeBlindTask } from '@erbao/review/review-task';
import { BLIND_DONE, reviewTaskTable } from '@erbao/review/review-task-table';
import type { AdjudicationRecord } from './adjudication-record.ts';
import { checkOpen, checkReviewer, type TaskDesk } from './bench.ts';

export type BlindResult = { readonly totalFen: number; readonly reason: string };

/** The decision stands either way: a difference is for the supervision, and moves the automation's limits. */
export const planBlindResult = (
  desk: TaskDesk,
  record: AdjudicationRecord,
  { totalFen, reason }: BlindResult,
): { readonly result: 'same' | 'differs'; readonly writes: readonly Write[] } => {
  checkOpen(desk);
  checkReviewer(desk);
  const { task, reviewer, at } = desk;
  if (task.kind !== 'blind') throw new Conflict('verdict-not-asked', { taskId: task.taskId });
  const result = totalFen === record.totalFen ? 'same' : 'differs';
  const overrides = `${record.outcome}:${record.totalFen}`;
  const decision = { verdict: result, reason, decidedBy: reviewer.subject, decidedAt: at, overrides };
  const deed = {
    subjectId: task.claimId,
    at,
    who: reviewer.subject,
    action: `blind-review-${result}`,
    details: { engineFen: record.totalFen, totalFen },
  };
  return { result, writes: [closeBlindTask(task, decision), recordDeed(deed, task.taskId)] };
};

export type BlindReport = { readonly same: number; readonly differs: number; readonly open: number };

export const blindReport = async (tables: Tables): Promise<BlindReport> => {
  let [same, differs, open] = [0, 0, 0];
  const table = reviewTaskTable;
  for await (const item of queryAll(tables, { table, index: 'by-queue', partition: BLIND_DONE })) {
    if (item['verdict'] === 'same') same += 1;
    else differs += 1;
  }
  for await (const item of queryAll(tables, { table, index: 'by-queue', partition: 'reviewer' }))
    if (item['kind'] === 'blind') open += 1;
  return { same, differs, open };
};
