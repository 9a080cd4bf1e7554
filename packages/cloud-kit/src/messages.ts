/** The port to one queue. */
export type Messages = {
  /** Resolves when the queue has the message. Throws Unavailable. Attributes hold codes and ids only. */
  readonly send: (body: string, attributes?: Readonly<Record<string, string>>) => Promise<void>;
};

/** A dead-letter queue seen by the redrive tool. */
export type DeadLetters = {
  /** Up to ten messages; none twice before its `done` or a visibility timeout. */
  readonly receive: () => Promise<readonly DeadLetter[]>;
};
export type DeadLetter = {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Removes the message for good; call it after the message stands in its queue again. */
  readonly done: () => Promise<void>;
};

/** Keeps what was sent, for use-case tests. */
export const memoryMessages = (): Messages & {
  readonly sent: readonly { readonly body: string; readonly attributes: Readonly<Record<string, string>> }[];
} => {
  const sent: { body: string; attributes: Readonly<Record<string, string>> }[] = [];
  return {
    sent,
    send: (body, attributes = {}) => {
      sent.push({ body, attributes });
      return Promise.resolve();
    },
  };
};
