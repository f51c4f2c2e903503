/** What a store needs of the domain, and nothing else: plan, decide, fold, look, list. */
export { planOf, type Peek } from './plan.js';
export { decide } from './dispatch.js';
export { evolve, initialState, kindOf, type StreamKind, type StreamState } from './streams.js';
export { viewOf } from '../procedure/view.js';
export { packView } from '../procedure/pack-view.js';
export { stepsDoneIn } from '../procedure/done.js';
export { workItemsOf } from '../procedure/work-items.js';
