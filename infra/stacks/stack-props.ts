import type { DataResources } from '../constructs/data-resources.ts';
import type { DeployedFunction } from '../deployed-function.ts';
import type { Stage } from '../stages.ts';

/** What every stack that stands on the data stack is given. */
export type ServiceStackProps = {
  readonly stage: Stage;
  readonly data: DataResources;
  readonly functions: readonly DeployedFunction[];
  /** Folder of the bundles, one folder per function. */
  readonly bundles: string;
};
