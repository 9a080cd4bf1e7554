/**
 * A message is removed from the dead-letter queue only after its queue has it: in the worst case it stands in both, and
 * every taker of messages takes a message twice as once.
 */
import type { DeadLetters, Messages } from '@erbao/cloud-kit/messages';

export type Needs = { readonly deadLetters: DeadLetters; readonly queue: Messages };

export const redriveMessages =
  ({ deadLetters, queue }: Needs) =>
  async (most: number): Promise<{ readonly redriven: number }> => {
    let redriven = 0;
    while (redriven < most) {
      const letters = await deadLetters.receive();
      if (letters.length === 0) break;
      for (const letter of letters) {
        if (redriven === most) break;
        await queue.send(letter.body);
        await letter.done();
        redriven += 1;
      }
    }
    return { redriven };
  };
