import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly action: string };
}

const { groups } = parse(readFileSync('docs/reference/alerts.yaml', 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const reference = readFileSync('docs/reference/metrics.md', 'utf8');

describe.each(rules.map((rule) => [rule.alert, rule] as const))('%s', (name, { expr, labels, annotations }) => {
  test('says in both languages what happens, and where it stands what to do', () => {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/ · |p95/);
    expect(annotations.description).toMatch(/[ăđơưạảấầậắệịọốồộớờợụứừự]/);
    expect(annotations.description).toMatch(/\b(the|a|is|it|see|its|and|or|them)\b/i);
    const [page = '', anchor = ''] = annotations.action.split('#');
    expect(existsSync(page)).toBe(true);
    expect(anchor).toBe(name.toLowerCase());
    expect(readFileSync(page, 'utf8')).toContain(`\n### ${name}\n`);
  });

  test('asks for metrics of the reference', () => {
    const named = expr.match(/\bkiemdiem_\w+/g) ?? [];
    const families = named.map((metric) => metric.replace(/_(bucket|sum|count)$/, ''));
    expect(families.filter((metric) => !reference.includes(`\`${metric}\``))).toEqual([]);
  });
});

test('the alarms of design stand among them', () => {
  const all = rules.map(({ expr }) => expr).join('\n');
  for (const metric of [
    'kiemdiem_outbox_oldest_age_seconds',
    'kiemdiem_workflows_failing',
    'kiemdiem_cases_without_run',
    'kiemdiem_runs_ahead_of_store',
    'kiemdiem_checkpoint_age_seconds',
  ]) {
    expect(all).toContain(metric);
  }
});
