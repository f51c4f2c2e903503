import { condition, defineUpdate, proxyLocalActivities, setHandler, ApplicationFailure } from '@temporalio/workflow';

const { writeRow } = proxyLocalActivities({ startToCloseTimeout: '10 seconds' });
const ORDER = ['SELF_ASSESSED', 'VOTED', 'PROPOSED', 'DECIDED'];

export const act = defineUpdate('act');

/** One workflow per member: each act is a validated Update that writes one row; no rights, no rules, no read models. */
export async function memberReview(id) {
  const done = [];
  setHandler(
    act,
    async (step) => {
      await writeRow(id, done.length, step);
      done.push(step);
      return done.length;
    },
    {
      validator: (step) => {
        if (ORDER.indexOf(step) !== done.length) throw ApplicationFailure.nonRetryable('out of order');
      },
    },
  );
  await condition(() => done.length === ORDER.length);
}
