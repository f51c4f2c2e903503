import { calendar, rulebookOf } from '../rulebook/shelf.js';
import { openStore, type Store } from '../store/store.js';
import { measureCommands } from './command-metrics.js';
import { measurePool } from './pool-metrics.js';
import type { Metrics } from './registry.js';

/** The event store of a process of ours: under the shipped rulebooks, its commands and connections measured. */
export function openMeasuredStore(url: string, applicationName: string, metrics: Metrics): Store {
  const observe = measureCommands(metrics);
  const store = openStore({ url, applicationName, rulebookOf, calendar: calendar(), observe });
  measurePool(metrics, store);
  return store;
}
