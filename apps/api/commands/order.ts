import { randomUUID } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { cycleCase } from '../../../libs/domain/ids.js';
import { callerOf } from '../access/caller.js';
import { Tree } from '../access/tree.js';
import { notFound, Problem } from '../problems/problem.js';

/** Who sends something, and under which id it is done once. */
export interface Sent {
  readonly commandId: string;
  readonly person: string;
}

/** All about a command but what it says: who sends it, under which id, and whether it is only tried. */
export interface Order extends Sent {
  readonly route: string;
  readonly validateOnly: boolean;
}

/** An order for the case that the path names. */
export interface CaseOrder extends Order {
  readonly case: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Finds the case of the organisation, or of the cycle where the path names none. */
@Injectable()
class CasePipe implements PipeTransform<FastifyRequest, Promise<CaseOrder>> {
  constructor(private readonly tree: Tree) {}

  async transform(request: FastifyRequest): Promise<CaseOrder> {
    const order = orderOf(request);
    const { cycle = '', organisation } = request.params as Readonly<Partial<Record<string, string>>>;
    if (organisation === undefined) return { ...order, case: cycleCase(cycle) };
    const found = await this.tree.caseOf(cycle, organisation);
    if (found === null) throw notFound();
    return { ...order, case: found };
  }
}

const RequestItself = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<FastifyRequest>(),
);

/** The order of a command about the case that the path names. */
export const InCase = (): ParameterDecorator => RequestItself(CasePipe);

/** The order of a command about nothing yet. */
export const Ordered = createParamDecorator((_: unknown, context: ExecutionContext) =>
  orderOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who sends what is harmless to repeat, and under which id: a key may be sent along and need not. */
export const Repeatable = createParamDecorator((_: unknown, context: ExecutionContext): Sent => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return sentBy(request, false);
});

function orderOf(request: FastifyRequest): Order {
  const { validate, ...others } = request.query as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(others);
  // A misspelt wish to try must not become a record.
  if (unknown.length > 0) throw new Problem('INPUT_INVALID', { issues: unknown.slice(0, 100).map(unrecognised) });
  const validateOnly = isTrue(validate);
  return {
    ...sentBy(request, !validateOnly),
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    validateOnly,
  };
}

function sentBy(request: FastifyRequest, keyRequired: boolean): Sent {
  const key = request.headers['idempotency-key'];
  return {
    commandId: key === undefined && !keyRequired ? randomUUID() : idempotencyKey(key),
    person: callerOf(request).person,
  };
}

const unrecognised = (name: string) => ({ path: `query.${name.slice(0, 100)}`, code: 'unrecognized_keys' });

function idempotencyKey(key: unknown): string {
  if (typeof key === 'string' && UUID.test(key)) return key.toLowerCase();
  throw new Problem('IDEMPOTENCY_KEY_REQUIRED', { header: 'Idempotency-Key', format: 'uuid' });
}

// Anything but a clear yes or no must not turn a trial into a record.
function isTrue(value: unknown): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new Problem('INPUT_INVALID', { issues: [{ path: 'query.validate', code: 'invalid_value' }] });
}
