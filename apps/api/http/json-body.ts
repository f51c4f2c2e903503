import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Bodies are JSON in UTF-8 and as they are: no form, no other text, nothing compressed. */
export function takeJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity')
      done(new Problem('MEDIA_TYPE_UNSUPPORTED', { contentEncoding: encoding.slice(0, 40) }));
    // Decoding would put a sign of replacement where bytes are no text.
    else if (!isUtf8(body)) done(new Problem('INPUT_INVALID', { issues: [{ path: '', code: 'NOT_UTF8' }] }));
    else void parse(request, body.toString(), done);
  });
}
