/** The system's clock; the only place of the product that reads it. */
import { type Clock, instantOfMs } from '@erbao/kernel/dates';

export const systemClock: Clock = () => instantOfMs(Date.now());
