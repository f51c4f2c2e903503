/** Token under which the metrics of this process are injected. */
export const METRICS = Symbol('metrics');
