import {
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

const { writeRow } = proxyLocalActivities({ startToCloseTimeout: '10 seconds' });

export const act = defineUpdate('act');

/** One workflow per member: each act is a validated Update that writes one row; no rights, no rules, no read models. */
export async function memberReview(order) {
  const { workflowId } = workflowInfo();
  let done = 0;
  setHandler(
    act,
    async (step) => {
      await writeRow(workflowId, done, step);
      done += 1;
      return done;
    },
    {
      validator: (step) => {
        if (order[done] !== step) throw ApplicationFailure.nonRetryable('out of order');
      },
    },
  );
  await condition(() => done === order.length);
}
