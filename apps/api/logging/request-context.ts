import { AsyncLocalStorage } from 'node:async_hooks';

const requests = new AsyncLocalStorage<string>();

/** Runs the rest of a request so that whatever it logs carries its id. */
export function inRequest(id: string, work: () => void): void {
  requests.run(id, work);
}

export const currentRequestId = (): string | undefined => requests.getStore();
