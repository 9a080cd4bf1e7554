/** The only place that reads the environment: once, at the start of a function, by its contract. */
import process from 'node:process';
import { type AwsAccount, awsAccountOf } from '@erbao/cloud-kit/aws-account';
import { Defect } from '@erbao/kernel/errors';
import type * as z from 'zod';
import {
  type BucketName,
  environmentName,
  type FunctionContract,
  type KeyName,
  type QueueName,
  type SecretName,
} from './contract.ts';

export type Environment<Settings> = {
  readonly settings: Settings;
  /** Read when a client is opened: a function that opens none needs no account. */
  readonly aws: () => AwsAccount;
  readonly table: (table: { readonly name: string }) => string;
  readonly bucket: (name: BucketName) => string;
  readonly queueUrl: (name: QueueName) => string;
  readonly deadLetterUrl: (name: QueueName) => string;
  readonly keyId: (name: KeyName) => string;
  readonly secretId: (name: SecretName) => string;
  readonly workflowArn: (name: string) => string;
  /** Names of the token's claims, as the stage's identity provider spells them. */
  readonly claimNames: { readonly roles: string; readonly member: string; readonly hospital: string };
  /** True on a local cloud: S3 is addressed by path instead of by host. */
  readonly local: boolean;
};

type Kind = Parameters<typeof environmentName>[0];
/** Throws a Defect that names the missing variable; what a function may touch must be named in its contract. */
export const readEnvironment = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment<z.infer<Settings>> => {
  const resource = (kind: Kind) => (name: string) => {
    const variable = environmentName(kind, name);
    const value = variables[variable];
    if (value === undefined || value === '') throw new Defect('environment-variable-missing', { variable });
    return value;
  };
  const settings = contract.settings.safeParse(variables);
  if (!settings.success)
    throw new Defect('environment-variable-missing', {
      variable: settings.error.issues.map((issue) => issue.path.join('.')),
    });
  const table = resource('TABLE');
  return {
    settings: settings.data,
    aws: () => awsAccountOf(variables),
    table: ({ name }) => table(name),
    bucket: resource('BUCKET'),
    queueUrl: resource('QUEUE'),
    deadLetterUrl: resource('DLQ'),
    keyId: resource('KEY'),
    secretId: resource('SECRET'),
    workflowArn: resource('WORKFLOW'),
    claimNames: {
      roles: variables['CLAIM_ROLES'] ?? 'roles',
      member: variables['CLAIM_MEMBER'] ?? 'member_id',
      hospital: variables['CLAIM_HOSPITAL'] ?? 'hospital_id',
    },
    local: variables['AWS_ENDPOINT_URL'] !== undefined,
  };
};
