import { defaultPayloadConverter, isGrpcServiceError, type Client } from '@temporalio/client';
import { z } from 'zod';
import type { Look } from '../../../../libs/domain/ports.js';

const look = z.object({ version: z.number(), view: z.string() });
const NOT_FOUND = 5;
// What a workflow task records stands together; further back only where timers and signals follow it.
const PAGE = 20;

/**
 * How the newest run of a case saw it last, read in its history; null before its first look.
 *
 * Not a query: those that wait while no worker polls can break a run that is told something meanwhile, so that it
 * stands still (docs/explanation/reliability.md, "A query while no worker runs").
 */
export async function lastLook(client: Client, caseId: string): Promise<Look | null> {
  let page = await historyBack(client, caseId, null);
  for (;;) {
    for (const { markerRecordedEventAttributes } of page.history?.events ?? []) {
      const [result] = markerRecordedEventAttributes?.details?.['result']?.payloads ?? [];
      const found = look.safeParse(result && defaultPayloadConverter.fromPayload(result));
      if (found.success) return found.data;
    }
    if (!page.nextPageToken?.length) return null;
    page = await historyBack(client, caseId, page.nextPageToken);
  }
}

/** A page of a history from its end; empty where there is no run. */
async function historyBack({ workflowService, options }: Client, workflowId: string, nextPageToken: Uint8Array | null) {
  const request = { namespace: options.namespace, execution: { workflowId }, nextPageToken, maximumPageSize: PAGE };
  return workflowService.getWorkflowExecutionHistoryReverse(request).catch((error: unknown) => {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return { history: null, nextPageToken: null };
    throw error;
  });
}
