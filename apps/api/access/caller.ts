import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../../libs/domain/handling/world.js';
import type { Post } from '../../../libs/domain/people.js';
import type { Standing } from './permissions.js';

/** Who sent the request, with the posts held at this instant. */
export interface Caller {
  readonly person: string;
  readonly name: string;
  /** The member that this person is, if any, and the organisation where he is active. */
  readonly member: string | null;
  readonly cell: string | null;
  readonly administrator: boolean;
  readonly posts: readonly Post[];
  readonly token: string;
}

/** The caller as the deciders would see him if he gave a command now. */
export const actorOf = ({ person, member, posts }: Caller): Actor => ({ kind: 'PERSON', person, member, posts });

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    /** Of the caller, to what the path names; set where the permission asks for one. */
    standing?: Standing;
  }
}

/** The caller of a route that is not public. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return callerOf(context.switchToHttp().getRequest<FastifyRequest>());
});

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error('a route without authentication asks for its caller');
  return request.caller;
}

/** How the caller stands to what the path names. */
export const CurrentStanding = createParamDecorator((_: unknown, context: ExecutionContext): Standing => {
  const { standing } = context.switchToHttp().getRequest<FastifyRequest>();
  if (standing === undefined) throw new Error('a route whose permission asks for no standing wants one');
  return standing;
});
