/** One Lambda from its contract: code, environment, grants, log group, alarm. Its trigger is added by the stack. */
import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeployedFunction } from '../deployed-function.ts';
import { physicalName, type Stage } from '../stages.ts';
import { ALARM_PERIOD, alarmWhenAny } from './alarm.ts';
import type { DataResources } from './data-resources.ts';
import { grantedAccess } from './function-access.ts';

export type ErbaoFunctionProps = {
  readonly stage: Stage;
  readonly data: DataResources;
  readonly deployed: DeployedFunction;
  readonly bundles: string;
};

export const DEFAULT_TIMEOUT_SECONDS = 30;

/** What lambda-kit reads a caller from. */
const tokenClaimVariables = ({ tokenClaims }: Stage): Record<string, string> => ({
  CLAIM_ROLES: tokenClaims.roles,
  CLAIM_MEMBER: tokenClaims.member,
  CLAIM_HOSPITAL: tokenClaims.hospital,
});

export class ErbaoFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, props: ErbaoFunctionProps) {
    super(scope, props.deployed.contract.name);
    const { stage, data, deployed } = props;
    const { contract } = deployed;
    const functionName = physicalName(stage, contract.name);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const access = grantedAccess(stage, data, contract);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: contract.purpose,
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(path.join(props.bundles, contract.name), { exclude: ['*.map'] }),
      memorySize: contract.memoryMb ?? 512,
      timeout: Duration.seconds(contract.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
      role: this.#role(logGroup, access.statements),
      logGroup,
      environment: {
        POWERTOOLS_SERVICE_NAME: contract.name,
        POWERTOOLS_METRICS_NAMESPACE: 'Erbao',
        ...(contract.trigger.kind === 'http' ? tokenClaimVariables(stage) : {}),
        ...access.environment,
        ...Object.fromEntries(deployed.settingsOn(stage)),
      },
    });
    alarmWhenAny(this, 'Failed', {
      metric: this.lambda.metricErrors({ period: ALARM_PERIOD, statistic: 'Sum' }),
      name: `${functionName}-failed`,
      impact: contract.impact,
      topic: data.alarmTopic,
    });
  }

  /** A role of its own; the managed policy for logs would let it write every log group of the account. */
  #role(logGroup: LogGroup, statements: readonly PolicyStatement[]): Role {
    const ownLog = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { access: new PolicyDocument({ statements: [ownLog, ...statements] }) },
    });
  }
}
