/** Every function that is deployed: its contract, and its own settings on each stage. A test finds a forgotten folder. */
import type { DeployedFunction } from './deployed-function.ts';

export const FUNCTIONS: readonly DeployedFunction[] = [];
