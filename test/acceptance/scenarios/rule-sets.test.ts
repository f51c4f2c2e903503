import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventsOf, live } from './live.js';
import { startStack, type Stack } from './stack.js';

describe('Các bộ quy định khác nhau, qua HTTP', () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await startStack();
  }, 60_000);
  afterEach(() => stack.stop());

  it('2025: xã mới lập tính cả thời gian của tiền thân, chi bộ không có tiền thân thì chưa xếp loại', async () => {
    const { met, output } = await live(stack, 'xa-2025.yaml');
    expect(output).not.toContain('✗');
    expect(met).toBe(true);
    const unclassified = await stack.database.query(
      `SELECT data ->> 'reason' AS reason, case_id FROM event WHERE type = 'OrganisationUnclassified'`,
    );
    expect(unclassified).toEqual([
      { reason: 'ORG_UNDER_6_MONTHS', case_id: expect.stringMatching(/\/chi-bo-trung-tam$/) },
    ]);
    const weighed = await stack.database.query(
      `SELECT data -> 'reason' ->> 'code' AS reason FROM event WHERE type = 'ClassDecided' AND data ->> 'outcome' = 'NEEDS_AUTHORITY'`,
    );
    expect(weighed).toEqual([{ reason: 'OWN_VIEW' }]);
    expect(await eventsOf(stack, 'CeilingExceptionGranted', 'phong-nam')).toBe(1);
    expect(await eventsOf(stack, 'SecondRoundConfirmed', 'chi-bo-thon-1')).toBeGreaterThan(0);
  }, 240_000);

  it('2014: huyện có tổ chức trong sạch, vững mạnh và tổ chức yếu kém', async () => {
    const { met, result } = await live(stack, 'huyen-2016.yaml');
    expect(met).toBe(true);
    const labels = result.figures.map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([expect.stringContaining('Trong sạch, vững mạnh'), expect.stringContaining('Yếu kém')]),
    );
    expect(labels).toContainEqual(expect.stringContaining('được phân loại'));
  }, 240_000);

  it('2020: một phường bỏ phiếu hai vòng, có dòng bị trả lại', async () => {
    const { met } = await live(stack, 'nho/phuong-hai-vong.yaml');
    expect(met).toBe(true);
    expect(await eventsOf(stack, 'SecondRoundConfirmed', 'khu-pho-mot')).toBeGreaterThan(1);
  }, 240_000);

  it('2023: đảng bộ quân đội bốn cấp, đều được miễn nhận xét nơi cư trú', async () => {
    const { met } = await live(stack, 'nho/quan-doi-bon-cap.yaml');
    expect(met).toBe(true);
    const [row] = await stack.database.query(
      `SELECT count(*)::int AS steps FROM event WHERE type = 'StepOpened' AND data ->> 'step' = 'RESIDENCE_COMMENT'`,
    );
    expect(row?.['steps']).toBe(0);
  }, 240_000);
});
