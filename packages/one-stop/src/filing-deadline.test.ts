import { instant } from '@erbao/kernel/dates';
import { expect, it } from 'vitest';
import type { Admission } from './admission.ts';
import { fileAdmission } from './filing-deadline.ts';

const ADMISSION: Admission = {
  admissionId: 'admission-1',
  hospitalId: 'H44011500001',
  visitId: 'V1',
  memberId: 'member-1',
  admittedAt: instant('2026-10-01T02:00:00.000Z'),
  medicalType: '21',
  referred: false,
  state: 'registered',
  registeredAt: instant('2026-10-02T02:00:00.000Z'),
  registeredBy: 'his-1',
  contentHash: '',
  version: 1,
};
const filing = {
  clause: 'jingjiang 第二十二条',
  text: '',
  dueAt: instant('2026-10-03T02:00:00.000Z'),
};
const writesOf = (state: 'in-time' | 'late') =>
  fileAdmission({ ...ADMISSION, filing: { ...filing, state } }).map((write) =>
    write.do === 'insert' ? [write.table.name, write.item['state']] : [],
  );

it('keeps a date that was met, and tells of one that was missed', () => {
  expect(writesOf('in-time')).toEqual([['deadlines', 'met']]);
  expect(writesOf('late').map(([table]) => table)).toEqual(['deadlines', 'audit-events', 'outbox']);
  expect(writesOf('late')[0]).toEqual(['deadlines', 'breached']);
});

it('is nothing where the scheme sets no time', () => {
  expect(fileAdmission(ADMISSION)).toEqual([]);
});
