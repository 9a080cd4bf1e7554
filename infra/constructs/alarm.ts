/** An alarm that says what people notice, and tells the topic. */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export const ALARM_PERIOD = Duration.minutes(5);

export const alarmWhenAny = (
  scope: Construct,
  id: string,
  props: { readonly metric: Metric; readonly name: string; readonly impact: string; readonly topic: ITopic },
): Alarm => {
  const alarm = new Alarm(scope, id, {
    alarmName: props.name,
    alarmDescription: props.impact,
    metric: props.metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
};
