import { Gauge } from 'prom-client';
import type { Pooled } from '../store/read.js';
import type { Metrics } from './registry.js';

/** How much of the pool is in use, and how many wait for a connection. */
export function measurePool(metrics: Metrics, { pool }: Pooled): void {
  new Gauge({
    name: 'kiemdiem_pool_connections',
    help: 'Connections to PostgreSQL by state; "waiting" counts those who wait for one',
    labelNames: ['state'],
    registers: [metrics],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
      this.set({ state: 'limit' }, pool.options.max);
    },
  });
}
