/** The step catalogue of the review (docs/reference/steps.md). Their order is in `workflows/`, nowhere else. */
export const STEP_NAMES = [
  'SELF_ASSESSMENT',
  'RESIDENCE_COMMENT',
  'MEETING',
  'PROPOSAL',
  'AWAIT_DECISION',
  'OWN_CLASS',
  'OPINION',
  'APPRAISAL',
  'DECISION',
  'AWAIT_CHILDREN',
  'COLLECTIVE',
  'HEAD',
  'PUBLICATION',
] as const;
export type StepName = (typeof STEP_NAMES)[number];
