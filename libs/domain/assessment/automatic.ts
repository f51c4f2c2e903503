import { atLeast, type QualityClass } from '../classes.js';
import type { AutomaticRule } from '../rulebook.js';
import type { Check, Evidence } from './evidence.js';
import { boundsOf, holds } from './facts.js';

export interface AutomaticResult {
  readonly checks: readonly Check[];
  /** The lowest class that an applying rule allows at most. */
  readonly cap: QualityClass | null;
  /** A rule holds that the authority has to weigh. */
  readonly weighed: boolean;
}

/** The automatic rules tested; a fact that nobody recorded triggers none. */
export function automaticChecks(rules: readonly AutomaticRule[], evidence: Evidence): AutomaticResult {
  const tested = rules.map((rule) => ({ rule, ...testRule(rule, evidence) }));
  const caps = tested.filter(({ effect }) => effect === 'APPLY').map(({ rule }) => rule.class);
  return {
    checks: tested.map(({ check }) => check),
    cap: caps.reduce<QualityClass | null>(
      (lowest, one) => (lowest === null || atLeast(lowest, one) ? one : lowest),
      null,
    ),
    weighed: tested.some(({ effect }) => effect === 'WEIGH'),
  };
}

function testRule(
  rule: AutomaticRule,
  { facts }: Evidence,
): { readonly check: Check; readonly effect: 'APPLY' | 'WEIGH' | 'NONE' } {
  const fact = facts[rule.fact];
  const triggered = fact !== undefined && holds(rule, fact);
  const given = triggered ? rule.exceptions.filter((one) => facts[one.fact] === true) : [];
  const exception = given.find((one) => one.effect === 'LIFT') ?? given[0];
  const effect = !triggered || exception?.effect === 'LIFT' ? 'NONE' : exception === undefined ? rule.effect : 'WEIGH';
  const check: Check = {
    kind: 'AUTOMATIC',
    class: rule.class,
    rule: rule.id,
    source: rule.source,
    measured: fact ?? null,
    threshold: boundsOf(rule),
    met: effect !== 'NONE',
    exception: exception?.fact ?? null,
  };
  return { check, effect };
}
