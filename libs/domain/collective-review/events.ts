import type { QualityClass } from '../classes.js';
import type { DocumentReference } from '../member-review/events.js';

/** The review of a leadership collective and of its head within it; never the head's class as a member. */
export type CollectiveReviewEvent =
  | {
      readonly type: 'CollectiveReviewOpened';
      readonly cycle: string;
      readonly caseId: string;
      readonly organisation: string;
    }
  | {
      readonly type: 'CollectiveReviewed';
      readonly heldOn: string;
      readonly selfClass: QualityClass;
      readonly report: DocumentReference | null;
    }
  | {
      readonly type: 'HeadReviewed';
      readonly heldOn: string;
      readonly head: string | null;
      readonly selfClass: QualityClass;
      readonly report: DocumentReference | null;
    };

export interface CollectiveReviewState {
  readonly opened: boolean;
  readonly collective: QualityClass | null;
  readonly head: QualityClass | null;
}

export const initialCollectiveReview: CollectiveReviewState = { opened: false, collective: null, head: null };

/** Folds one event into the review of a leadership collective. */
export function evolveCollectiveReview(
  state: CollectiveReviewState,
  event: CollectiveReviewEvent,
): CollectiveReviewState {
  switch (event.type) {
    case 'CollectiveReviewOpened':
      return { ...state, opened: true };
    case 'CollectiveReviewed':
      return { ...state, collective: event.selfClass };
    case 'HeadReviewed':
      return { ...state, head: event.selfClass };
  }
}
