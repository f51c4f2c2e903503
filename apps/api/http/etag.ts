import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers 304 where the client has this very state, else the body with its tag. */
export async function tagged<Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  body: () => Promise<Body>,
): Promise<Body | undefined> {
  const etag = `W/"${tag}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] !== etag) return body();
  reply.status(304);
  return undefined;
}
