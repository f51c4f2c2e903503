export { cellReview } from './cell-review/cell-review.workflow.js';
export { committeeReview } from './committee-review/committee-review.workflow.js';
export { reviewCycle } from './review-cycle/review-cycle.workflow.js';
