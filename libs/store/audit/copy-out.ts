import type pg from 'pg';

/**
 * Runs COPY (…) TO STDOUT in binary form and hands over row after row as it arrives: a third of what the driver's own
 * rows cost. Rows are looked at where they lie in the socket's buffer, and are gone after `take`.
 */
export function copyOut(client: pg.Client, select: string, take: (row: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(`COPY (${select}) TO STDOUT (FORMAT binary)`, take, { resolve, reject }));
  });
}

interface Settled {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What the driver calls back, one method for each message of PostgreSQL's protocol. */
class CopyOut implements pg.Submittable {
  private error: unknown;
  private isHeader = true;

  constructor(
    private readonly text: string,
    private readonly take: (row: Buffer) => void,
    private readonly settled: Settled,
  ) {}

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // Comes with the first row: signature, flags, length of an extension that is none.
    const at = this.isHeader ? HEADER : 0;
    this.isHeader = false;
    if (this.error !== undefined || chunk.readInt16BE(at) === END) return;
    try {
      this.take(at === 0 ? chunk : chunk.subarray(at));
    } catch (error) {
      // What follows is let through: the protocol knows no way to stop.
      this.error = error;
    }
  }

  handleError(error: unknown): void {
    this.settled.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.error === undefined) this.settled.resolve();
    else this.settled.reject(this.error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

const HEADER = 19;
const END = -1;
