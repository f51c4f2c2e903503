import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem, notFound } from '../problems/problem.js';
import { Attempts } from './attempts.js';
import type { Caller } from './caller.js';
import { Callers } from './callers.js';
import { PERMISSION, PUBLIC } from './permission.decorator.js';
import { PERMISSIONS, verdict, type Permission, type Rule } from './permissions.js';
import { PersonalReadings } from './personal-readings.js';
import { Standings } from './standings.js';

/** Finds out who calls and whether he may use this route on what its path names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly standings: Standings,
    private readonly attempts: Attempts,
    private readonly readings: PersonalReadings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler) === true) return true;
    const name = this.reflector.get<Permission | undefined>(PERMISSION, handler);
    if (name === undefined) throw new Error(`${context.getClass().name}.${handler.name} has no permission`);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.caller = await this.authenticate(request);
    await this.authorise(name, request.caller, request);
    return true;
  }

  private async authenticate(request: FastifyRequest): Promise<Caller> {
    const token = bearerToken(request.headers.authorization);
    // No token is no guess.
    if (token === null) throw new Problem('UNAUTHENTICATED');
    const caller = await this.attempts.check('token', request.ip, token, () => this.callers.byToken(token));
    if (caller === null) throw new Problem('UNAUTHENTICATED');
    return caller;
  }

  private async authorise(name: Permission, caller: Caller, request: FastifyRequest): Promise<void> {
    const rule: Rule = PERMISSIONS[name];
    if (rule.on === 'ANYONE') return;
    const named = request.params as Readonly<Record<string, string>>;
    const standing = await this.standings.of(caller, rule, named);
    switch (verdict(rule, standing)) {
      case 'ALLOWED':
        request.standing = standing;
        if (rule.on === 'MEMBER') await this.readings.note(caller, standing, name, named['member'] ?? '');
        return;
      case 'REFUSED':
        throw new Problem('FORBIDDEN');
      case 'ABSENT':
        throw notFound();
    }
  }
}

// RFC 6750; the tokens are base64url.
function bearerToken(header: string | undefined): string | null {
  return /^Bearer +([A-Za-z0-9_-]{20,200})$/i.exec(header ?? '')?.[1] ?? null;
}
