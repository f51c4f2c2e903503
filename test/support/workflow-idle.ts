import { proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Tells the test how many local activities a workflow waits for at the end of each activation. */
export interface IdleSinks extends Sinks {
  readonly idle: { concluded(outstanding: number): void };
}

const { idle } = proxySinks<IdleSinks>();

export const interceptors: WorkflowInterceptorsFactory = () => {
  let outstanding = 0;
  return {
    outbound: [
      {
        async scheduleLocalActivity(input, next) {
          outstanding += 1;
          try {
            return await next(input);
          } finally {
            outstanding -= 1;
          }
        },
      },
    ],
    internals: [
      {
        concludeActivation(input, next) {
          idle.concluded(outstanding);
          return next(input);
        },
      },
    ],
  };
};
