/** What happens behind the doors: functions on queues, streams and schedules, workflows and their steps. */
import type { TableName, WorkflowName } from '@erbao/lambda-kit/contract';
import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { type Function as LambdaFunction, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { DataResources } from '../constructs/data-resources.ts';
import { ErbaoFunction } from '../constructs/erbao-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import { physicalName, type Stage } from '../stages.ts';
import type { ServiceStackProps } from './stack-props.ts';

/** A stream's record is tried for some minutes, then handed to the unread queue so that the shard moves on. */
const STREAM_RETRIES = 10;

export type WorkStackProps = ServiceStackProps & {
  /** ASL texts by workflow. */
  readonly workflows: ReadonlyMap<WorkflowName, string>;
};

export class WorkStack extends Stack {
  readonly #stage: Stage;
  readonly #data: DataResources;
  readonly #steps = new Map<string, IFunction>();

  constructor(scope: Construct, { stage, data, functions, bundles, workflows }: WorkStackProps) {
    super(scope, physicalName(stage, 'work'), {
      env: { region: stage.region },
      description: 'Erbao: queues, streams, schedules and workflows',
    });
    this.#stage = stage;
    this.#data = data;
    for (const deployed of functions) {
      if (deployed.contract.trigger.kind === 'http') continue;
      const built = new ErbaoFunction(this, { stage, data, deployed, bundles });
      this.#connect(built, deployed.contract);
    }
    for (const [name, definition] of workflows) {
      new Workflow(this, { stage, name, definition, steps: this.#steps, alarmTopic: data.alarmTopic });
    }
  }

  #connect({ lambda }: ErbaoFunction, contract: ServiceStackProps['functions'][number]['contract']): void {
    const { trigger, name } = contract;
    switch (trigger.kind) {
      case 'http':
      case 'manual':
        return;
      case 'step':
        this.#steps.set(name, lambda);
        return;
      case 'queue':
        lambda.addEventSource(
          new SqsEventSource(this.#data.queue(trigger.queue).queue, {
            batchSize: trigger.batchSize,
            reportBatchItemFailures: true,
          }),
        );
        return;
      case 'stream':
        this.#readStream(lambda, trigger.table, trigger.batchSize);
        return;
      case 'schedule':
        new Rule(this, `schedule-${name}`, {
          ruleName: physicalName(this.#stage, name),
          description: contract.purpose,
          schedule: Schedule.expression(trigger.cron),
          targets: [new LambdaTarget(lambda)],
        });
    }
  }

  #readStream(lambda: LambdaFunction, tableName: TableName, batchSize: number): void {
    const table = this.#data.table(tableName);
    if (table.tableStreamArn === undefined) throw new Error(`The table ${tableName} is not streamed`);
    table.grantStreamRead(lambda);
    this.#data.storageKey.grantDecrypt(lambda);
    lambda.addEventSourceMapping('Stream', {
      eventSourceArn: table.tableStreamArn,
      batchSize,
      startingPosition: StartingPosition.TRIM_HORIZON,
      retryAttempts: STREAM_RETRIES,
      maxRecordAge: Duration.hours(24),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.#data.unreadStream(tableName)),
    });
  }
}
