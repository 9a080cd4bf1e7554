/** A queue that functions work off, with dead letters that raise an alarm after the last try. */
import type { QueueName } from '@erbao/lambda-kit/contract';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';
import { ALARM_PERIOD, alarmWhenAny } from './alarm.ts';

/** Five tries: a message survives a minute of conflict or an outage of a dependency before a person is called. */
const TRIES = 5;
const DEAD_LETTERS_KEPT = Duration.days(14);

export type DeadLetterProps = {
  readonly stage: Stage;
  readonly name: string;
  readonly impact: string;
  readonly alarmTopic: ITopic;
};

/** Messages nobody could take; what waits here waits for a person. */
export const deadLetterQueue = (scope: Construct, id: string, props: DeadLetterProps): Queue => {
  const queueName = physicalName(props.stage, props.name);
  const queue = new Queue(scope, id, {
    queueName,
    retentionPeriod: DEAD_LETTERS_KEPT,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: props.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  alarmWhenAny(scope, `${id}Waiting`, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    name: `${queueName}-waiting`,
    impact: props.impact,
    topic: props.alarmTopic,
  });
  return queue;
};

export type WorkedQueueProps = {
  readonly stage: Stage;
  readonly name: QueueName;
  /** Longest run of the function that works it off, times six as SQS event sources ask for. */
  readonly visibility: Duration;
  readonly alarmTopic: ITopic;
};

export class WorkedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, props: WorkedQueueProps) {
    super(scope, `queue-${props.name}`);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', {
      stage: props.stage,
      name: `${props.name}-dead`,
      impact: `Messages of ${props.name} could not be worked off and wait for the runbook's redrive`,
      alarmTopic: props.alarmTopic,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(props.stage, props.name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: props.visibility,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
      removalPolicy: props.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
