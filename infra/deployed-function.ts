/** A function's contract together with the values of its own settings on each stage. */
import type { FunctionContract } from '@erbao/lambda-kit/contract';
import type * as z from 'zod';
import type { Stage } from './stages.ts';

export type DeployedFunction = {
  readonly contract: FunctionContract;
  readonly settingsOn: (stage: Stage) => ReadonlyMap<string, string>;
};

/** Every setting of the contract, as text; a missing one does not compile. */
type SettingValues<Settings extends z.ZodObject> = {
  readonly [Name in keyof z.input<Settings>]: z.input<Settings>[Name] extends string | undefined
    ? z.input<Settings>[Name]
    : string;
};

export const deployed = <Event extends z.ZodType, Settings extends z.ZodObject>(
  contract: FunctionContract<Event, Settings>,
  settings: (stage: Stage) => SettingValues<Settings>,
): DeployedFunction => ({
  contract,
  settingsOn: (stage) => {
    const values = settings(stage);
    // The function would refuse a bad value at its first start; synth refuses it earlier
    contract.settings.parse(values);
    return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
  },
});
