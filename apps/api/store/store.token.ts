/** Token under which the event store is injected. */
export const STORE = Symbol('store');
