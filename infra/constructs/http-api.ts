/** The HTTP API: one API Gateway route per contract route, each behind the JWT authorizer. */
import { type Route, routeKeyOf } from '@erbao/api-contracts/route';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { physicalName, type Stage } from '../stages.ts';

const METHODS = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  DELETE: HttpMethod.DELETE,
} as const satisfies Record<Route['method'], HttpMethod>;

/** Who called what with which outcome; no query, no body, no claim of the token. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** What pages of the stage's origins may send. */
const CORS_HEADERS = ['authorization', 'content-type', 'idempotency-key', 'if-match'] as const;
const CORS_METHODS = [
  CorsHttpMethod.GET,
  CorsHttpMethod.POST,
  CorsHttpMethod.PUT,
  CorsHttpMethod.DELETE,
] as const;
const CORS_SECONDS = 3_600;

export class ErbaoHttpApi extends Construct {
  readonly api: HttpApi;
  readonly #authorizer: HttpJwtAuthorizer;
  readonly #taken = new Set<string>();

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'http-api');
    this.#authorizer = new HttpJwtAuthorizer('signed-in', stage.issuer, {
      authorizerName: 'signed-in',
      jwtAudience: [stage.audience],
    });
    this.api = new HttpApi(this, 'Api', {
      apiName: physicalName(stage, 'api'),
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...stage.browserOrigins],
        allowHeaders: [...CORS_HEADERS],
        allowMethods: [...CORS_METHODS],
        maxAge: Duration.seconds(CORS_SECONDS),
      },
    });
    new HttpStage(this, 'DefaultStage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/vendedlogs/${physicalName(stage, 'api')}`,
            retention: stage.logRetentionDays,
            removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
          }),
        ),
        format: ACCESS_LOG,
      },
    });
  }

  serve(functionName: string, lambda: IFunction, routes: readonly Route[]): void {
    const integration = new HttpLambdaIntegration(functionName, lambda, { scopePermissionToRoute: false });
    for (const route of routes) {
      const key = routeKeyOf(route);
      if (this.#taken.has(key)) throw new Error(`Two functions serve the route ${key}`);
      this.#taken.add(key);
      this.api.addRoutes({
        path: route.path,
        methods: [METHODS[route.method]],
        integration,
        authorizer: this.#authorizer,
      });
    }
  }
}
