/** A Step Functions state machine from its ASL file, whose slots name functions and workflows instead of ARNs. */
import { WORKFLOWS, type WorkflowName } from '@erbao/lambda-kit/contract';
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';
import { ALARM_PERIOD, alarmWhenAny } from './alarm.ts';
import { stateMachineArn } from './state-machine-arn.ts';

/** `${partition}`, `${function:take-claim}`, `${workflow:deadline-watch}`. */
const SLOT = /\$\{(?<kind>[a-z]+)(?::(?<name>[a-z-]+))?\}/g;

export type WorkflowProps = {
  readonly stage: Stage;
  readonly name: WorkflowName;
  /** The ASL text with its slots. */
  readonly definition: string;
  /** The step functions by contract name; a slot that names any other function is a defect. */
  readonly steps: ReadonlyMap<string, IFunction>;
  readonly alarmTopic: ITopic;
};

const isWorkflowName = (name: string): name is WorkflowName => WORKFLOWS.some((known) => known === name);

export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly #props: WorkflowProps;
  readonly #invoked = new Set<string>();
  readonly #started = new Set<WorkflowName>();

  constructor(scope: Construct, props: WorkflowProps) {
    super(scope, `workflow-${props.name}`);
    this.#props = props;
    const stateMachineName = physicalName(props.stage, props.name);
    const definition = this.#fillSlots(props.definition);
    const removalPolicy = props.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      role: this.#role(),
      // The state carries ids and one `next` word, yet ids of claims need not be copied into logs
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: props.stage.logRetentionDays,
          removalPolicy,
        }),
      },
      removalPolicy,
    });
    this.#addAlarms(stateMachineName);
  }

  #fillSlots(text: string): string {
    return text.replaceAll(SLOT, (slot, kind: string, name: string | undefined) => {
      if (kind === 'partition' && name === undefined) return Aws.PARTITION;
      if (kind === 'function' && name !== undefined) return this.#functionArn(name);
      if (kind === 'workflow' && name !== undefined && isWorkflowName(name)) {
        this.#started.add(name);
        return stateMachineArn(this.#props.stage, name);
      }
      throw new Error(`${this.#props.name}.asl.json: nobody knows the slot ${slot}`);
    });
  }

  #functionArn(name: string): string {
    const step = this.#props.steps.get(name);
    if (step === undefined) {
      throw new Error(`${this.#props.name}.asl.json: "${name}" is no function whose trigger is a step`);
    }
    this.#invoked.add(name);
    return step.functionArn;
  }

  #role(): Role {
    const arns = [...this.#invoked].flatMap((name) => this.#props.steps.get(name)?.functionArn ?? []);
    const started = [...this.#started].map((name) => stateMachineArn(this.#props.stage, name));
    const statements = [
      ...(arns.length > 0
        ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: arns })]
        : []),
      ...(started.length > 0
        ? [new PolicyStatement({ actions: ['states:StartExecution'], resources: started })]
        : []),
    ];
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: { steps: new PolicyDocument({ statements }) },
    });
  }

  #addAlarms(name: string): void {
    const { alarmTopic: topic } = this.#props;
    const options = { period: ALARM_PERIOD, statistic: 'Sum' };
    alarmWhenAny(this, 'Failed', {
      metric: this.stateMachine.metricFailed(options),
      name: `${name}-failed`,
      impact: `An execution of ${name} failed: what it carried stands still until the runbook restarts it`,
      topic,
    });
    alarmWhenAny(this, 'TimedOut', {
      metric: this.stateMachine.metricTimedOut(options),
      name: `${name}-timed-out`,
      impact: `An execution of ${name} ran out of time: what it carried stands still`,
      topic,
    });
  }
}
