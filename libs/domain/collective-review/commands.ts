import type { QualityClass } from '../classes.js';
import type { DocumentReference } from '../member-review/events.js';

export type CollectiveReviewCommand =
  | {
      readonly type: 'recordCollectiveReview';
      readonly case: string;
      readonly heldOn: string;
      readonly selfClass: QualityClass;
      readonly report: DocumentReference | null;
    }
  | {
      readonly type: 'recordHeadReview';
      readonly case: string;
      readonly heldOn: string;
      readonly head: string | null;
      readonly selfClass: QualityClass;
      readonly report: DocumentReference | null;
    };
