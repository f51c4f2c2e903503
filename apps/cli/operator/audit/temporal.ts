import type { Client } from '@temporalio/client';

const PATIENCE_MS = 3_000;

export interface Connected {
  readonly client: Client;
  close(): Promise<void>;
}

/** A client of the Temporal server that the environment names, or why there is none. */
export async function connected(): Promise<Connected | { readonly why: string }> {
  if (!process.env['TEMPORAL_ADDRESS'] && !process.env['TEMPORAL_PROFILE'])
    return { why: 'chưa đặt TEMPORAL_ADDRESS và chương trình không đang chạy' };
  // A third of a second that other commands need not wait for.
  const [{ Client, Connection }, { loadClientConnectConfig }] = await Promise.all([
    import('@temporalio/client'),
    import('@temporalio/envconfig'),
  ]);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: PATIENCE_MS });
    return { client: new Client({ connection, namespace }), close: () => connection.close() };
  } catch (error) {
    return { why: `${connectionOptions.address ?? 'localhost:7233'}: ${String(error)}` };
  }
}
