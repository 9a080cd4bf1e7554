/** The doors that people and hospital systems knock on: the HTTP API and the functions behind it. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ErbaoFunction } from '../constructs/erbao-function.ts';
import { ErbaoHttpApi } from '../constructs/http-api.ts';
import { physicalName } from '../stages.ts';
import type { ServiceStackProps } from './stack-props.ts';

export class ApiStack extends Stack {
  constructor(scope: Construct, { stage, data, functions, bundles }: ServiceStackProps) {
    super(scope, physicalName(stage, 'api'), {
      env: { region: stage.region },
      description: 'Erbao: HTTP API',
    });
    const http = new ErbaoHttpApi(this, stage);
    for (const deployed of functions) {
      const { trigger, name } = deployed.contract;
      if (trigger.kind !== 'http') continue;
      const { lambda } = new ErbaoFunction(this, { stage, data, deployed, bundles });
      http.serve(name, lambda, trigger.routes);
    }
    new CfnOutput(this, 'ApiId', { value: http.api.apiId });
  }
}
