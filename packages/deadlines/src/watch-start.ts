/** The execution that watches a deadline: named by subject and deadline, and by the revision of its moments. */
import type { Deadline } from './deadline.ts';

export type WatchStart = {
  readonly workflow: 'deadline-watch';
  readonly name: string;
  readonly input: {
    readonly subjectId: string;
    readonly deadlineId: string;
    readonly mark: 'none';
    readonly revision: number;
  };
};

export const watchStart = ({
  subjectId,
  deadlineId,
  revision = 1,
}: Pick<Deadline, 'subjectId' | 'deadlineId'> & { readonly revision?: number | undefined }): WatchStart => ({
  workflow: 'deadline-watch',
  name: `${subjectId}_${deadlineId}${revision === 1 ? '' : `_v${revision}`}`,
  input: { subjectId, deadlineId, mark: 'none', revision },
});
