import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refused } from '../../../apps/cli/scenario/run/refused.js';
import { live } from './live.js';
import { startStack, type Stack } from './stack.js';

const cell = 'nho/chi-bo-bon-nguoi.yaml';

describe('Kịch bản không thể cố thử mọi thứ, cũng không thể tự cho là đúng', () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await startStack();
  }, 60_000);
  afterEach(() => stack.stop());

  it('bị từ chối ngoài ý muốn thì dừng, nói rõ ai làm gì', async () => {
    const unbalanced = (yaml: string): string => yaml.replace('returned: { to: MEETING }', 'votes: { GOOD: 99 }');
    await expect(live(stack, cell, unbalanced)).rejects.toThrow(Refused);
  }, 120_000);

  it('một quyết định bị sửa thì con số đổi và lần chạy không đạt', async () => {
    const overridden = (yaml: string): string => `${yaml}overrides: [{ number: 3, decided: COMPLETED }]\n`;
    const { met, result, output } = await live(stack, cell, overridden);
    expect(met).toBe(false);
    expect(result.figures.find(({ id }) => id === 'members.GOOD')).toMatchObject({ count: 2, met: false });
    expect(output).toContain('✗ members.GOOD');
  }, 120_000);

  it('việc không được làm phải bị từ chối đúng mã', async () => {
    const alone = `attempts: [{ at: { step: MEETING, organisation: chi-bo }, who: { member: 2 }, refused: FORBIDDEN }]\n`;
    const { met } = await live(stack, cell, (yaml) => yaml + alone);
    expect(met).toBe(true);
  }, 120_000);
});
