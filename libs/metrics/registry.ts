import { collectDefaultMetrics, Registry } from 'prom-client';

export type Metrics = Registry;

/** The metrics of one process, its CPU, memory and event loop among them, each labelled with the part that it is. */
export function openMetrics(component: 'api' | 'worker'): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ component });
  collectDefaultMetrics({ register: registry });
  return registry;
}
