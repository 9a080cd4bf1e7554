/** The port to Step Functions: start an execution by a readable name, answer a waiting state. */
export type WorkflowInput = Readonly<Record<string, string | number | boolean>>;

export type Workflows = {
  /** Starting the same name twice is one execution. Throws Unavailable. */
  readonly start: (execution: {
    readonly workflow: string;
    /** A claim number or the like; it names the execution in the console. */
    readonly name: string;
    readonly input: WorkflowInput;
  }) => Promise<'started' | 'already-started'>;
  /** `gone`: the execution no longer waits (answered before, stopped, or lost with a restart). */
  readonly answer: (token: string, output: WorkflowInput) => Promise<'answered' | 'gone'>;
};

/** Keeps what was asked of it, for use-case tests. */
export const memoryWorkflows = (): Workflows & {
  readonly started: ReadonlyMap<string, { readonly workflow: string; readonly input: WorkflowInput }>;
  readonly answered: ReadonlyMap<string, WorkflowInput>;
} => {
  const started = new Map<string, { workflow: string; input: WorkflowInput }>();
  const answered = new Map<string, WorkflowInput>();
  return {
    started,
    answered,
    start: ({ workflow, name, input }) => {
      const place = `${workflow}:${name}`;
      if (started.has(place)) return Promise.resolve('already-started');
      started.set(place, { workflow, input });
      return Promise.resolve('started');
    },
    answer: (token, output) => {
      if (answered.has(token)) return Promise.resolve('gone');
      answered.set(token, output);
      return Promise.resolve('answered');
    },
  };
};
