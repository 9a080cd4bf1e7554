import { describe, expect, test } from 'vitest';
import { stageNamed } from '../../infra/stages.ts';
import { checkByAwsSolutions, suppressionsOn } from '../../infra/suppressions.ts';
import { appOf } from './synthesised.ts';

const stage = stageNamed('production');
const suppressions = suppressionsOn(stage);

const synthesisWith = (kept: typeof suppressions) => () => {
  const app = appOf(stage);
  checkByAwsSolutions(app, kept);
  return app.synth();
};

describe('the AwsSolutions rules of cdk-nag', () => {
  test('find nothing beyond what is explained', () => {
    expect(synthesisWith(suppressions)).not.toThrow();
  });
  test.each(
    suppressions.map((suppression) => [suppression.finding, String(suppression.on), suppression] as const),
  )('the suppression of %s on %s is explained and still needed', (_finding, _on, suppression) => {
    expect(suppression.reason.length).toBeGreaterThan(40);
    expect(synthesisWith(suppressions.filter((other) => other !== suppression))).toThrow();
  });
});
