/**
 * What a function is to the outside: its name, what triggers it, what it may touch, its settings, and what stops when
 * it fails. The only file of a function that infra reads: grants, environment variables and alarms come from here.
 */
import type { Route } from '@erbao/api-contracts/route';
import type * as z from 'zod';

export const TABLES = [
  'account-entries',
  'account-statements',
  'accumulators',
  'adjudications',
  'admissions',
  'archives',
  'audit-events',
  'claim-keys',
  'claims',
  'deadlines',
  'desk-messages',
  'documents',
  'hospital-months',
  'hospital-settlements',
  'hospitals',
  'late-lines',
  'ledger-entries',
  'members',
  'notices',
  'operator-days',
  'outbox',
  'paper-comparisons',
  'paper-corrections',
  'paper-marks',
  'paper-readings',
  'receipt-checks',
  'payment-batches',
  'payments',
  'review-tasks',
  'settlement-files',
  'settlement-questions',
  'shadow-settlements',
  'sms-sends',
  'statements',
  'workflow-waits',
] as const;
export type TableName = (typeof TABLES)[number];

export const BUCKETS = ['papers', 'settlement-files', 'bank-files', 'archive'] as const;
export type BucketName = (typeof BUCKETS)[number];

export const QUEUES = [
  'claim-messages',
  'uploaded-papers',
  'papers-to-copy',
  'papers-to-read',
  'claims-to-archive',
  'uploaded-settlement-files',
  'uploaded-bank-results',
  'sms-messages',
  'shadow-months',
] as const;
export type QueueName = (typeof QUEUES)[number];

export const WORKFLOWS = [
  'claim-review',
  'deadline-watch',
  'settlement-file',
  'hospital-month',
  'payment-run',
] as const;
export type WorkflowName = (typeof WORKFLOWS)[number];

/** `personal-data` is a symmetric key for envelope encryption, `identity-index` an HMAC key. */
export const KEYS = ['personal-data', 'identity-index'] as const;
export type KeyName = (typeof KEYS)[number];

/** Values that others gave us and that operators set by hand (runbook). */
export const SECRETS = ['sms-provider'] as const;
export type SecretName = (typeof SECRETS)[number];

export type Access = {
  readonly tables?: Readonly<Partial<Record<TableName, 'read' | 'write' | 'read-write'>>>;
  /** `hold`: set and lift the legal hold of objects; `mark`: put a tag on them. */
  readonly buckets?: Readonly<
    Partial<Record<BucketName, 'read' | 'write' | 'read-write' | 'read-write-hold' | 'read-mark'>>
  >;
  /** Queues this function sends to. Its own trigger's queue and dead-letter queue are granted without being named. */
  readonly queues?: readonly QueueName[];
  readonly keys?: Readonly<Partial<Record<KeyName, 'encrypt' | 'decrypt' | 'encrypt-decrypt' | 'mac'>>>;
  /** `start` executions; `answer` task tokens of the workflow. */
  readonly workflows?: Readonly<Partial<Record<WorkflowName, 'start' | 'answer' | 'start-answer'>>>;
  /** Secrets whose value this function may read. */
  readonly secrets?: readonly SecretName[];
  /** Dead-letter queues whose messages this function may take and send back (the redrive tool). */
  readonly redrives?: readonly QueueName[];
};

export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly Route[] }
  | { readonly kind: 'queue'; readonly queue: QueueName; readonly batchSize: number }
  /** Invoked by a state of the workflows that name it in a slot. */
  | { readonly kind: 'step' }
  | { readonly kind: 'stream'; readonly table: TableName; readonly batchSize: number }
  /** EventBridge rule; `cron` is in UTC as EventBridge takes it, e.g. `cron(0 1 * * ? *)` is 09:00 in Beijing. */
  | { readonly kind: 'schedule'; readonly cron: string }
  /** Invoked by an operator by hand (runbook). */
  | { readonly kind: 'manual' };

export type FunctionContract<
  Event extends z.ZodType = z.ZodType,
  Settings extends z.ZodObject = z.ZodObject,
> = {
  /** The folder's name, e.g. `take-claim`. */
  readonly name: string;
  readonly purpose: string;
  readonly trigger: Trigger;
  /** Queue: one message's body. Step, schedule, manual: the input. Stream: the new image. HTTP: unused (z.unknown()). */
  readonly event: Event;
  /** Own settings beyond the names of resources, which follow from `access`. Values are texts from the environment. */
  readonly settings: Settings;
  readonly access: Access;
  /** What people notice when this function fails; the text of its alarm. */
  readonly impact: string;
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
};

/** Keeps the literal types of a contract, so that infra's environment is typed by its settings. */
export const defineFunction = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
): FunctionContract<Event, Settings> => contract;

/** Names of the environment variables that carry the physical names of resources; infra writes and the kit reads them. */
export const environmentName = (
  kind: 'TABLE' | 'BUCKET' | 'QUEUE' | 'DLQ' | 'KEY' | 'SECRET' | 'WORKFLOW',
  name: string,
): string => `${kind}_${name.replaceAll('-', '_').toUpperCase()}`;
