import { atLeast, type QualityClass } from '../classes.js';
import type { Check, Evidence } from './evidence.js';
import type { Json } from '../rejection.js';
import { boundsOf, holds, isAbout } from './facts.js';
import type { AutomaticRule } from './rules.js';
import { compareShare, shareOrWorse } from './shares.js';

export interface AutomaticResult {
  readonly checks: readonly Check[];
  /** The lowest class that an applying rule allows at most. */
  readonly cap: QualityClass | null;
  /** A rule holds that the authority has to weigh. */
  readonly weighed: boolean;
}

/** The automatic rules that are about this subject, tested; a fact that nobody recorded triggers none. */
export function automaticChecks(rules: readonly AutomaticRule[], evidence: Evidence): AutomaticResult {
  const about = rules.filter((rule) => isAbout(rule, evidence.facts));
  const tested = about.map((rule) => ({ rule, ...testRule(rule, evidence) }));
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
  evidence: Evidence,
): { readonly check: Check; readonly effect: 'APPLY' | 'WEIGH' | 'NONE' } {
  const { facts } = evidence;
  const { measured, threshold, triggered } = trigger(rule, evidence);
  const given = triggered ? rule.exceptions.filter((one) => facts[one.fact] === true) : [];
  const exception = given.find((one) => one.effect === 'LIFT') ?? given[0];
  const effect = !triggered || exception?.effect === 'LIFT' ? 'NONE' : exception === undefined ? rule.effect : 'WEIGH';
  const check: Check = {
    kind: 'AUTOMATIC',
    class: rule.class,
    rule: rule.id,
    source: rule.source,
    measured,
    threshold,
    met: effect !== 'NONE',
    exception: exception?.fact ?? null,
  };
  return { check, effect };
}

interface Trigger {
  readonly measured: Json;
  readonly threshold: Json;
  readonly triggered: boolean;
}

function trigger(rule: AutomaticRule, { facts, shares }: Evidence): Trigger {
  if ('share' in rule) {
    const { of, inClassOrWorse, above } = rule.share;
    const share = shareOrWorse(shares?.[of], inClassOrWorse);
    const triggered = share.base > 0 && compareShare(share, above) > 0;
    return { measured: share.base === 0 ? null : share, threshold: { above }, triggered };
  }
  const fact = facts[rule.fact];
  return {
    measured: fact ?? null,
    threshold: boundsOf(rule),
    triggered: fact !== undefined && holds(rule, fact),
  };
}
