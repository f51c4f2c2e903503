import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventsOf, live } from './live.js';
import { startStack, type Stack } from './stack.js';

describe('Những cây tổ chức nhỏ và lạ', () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await startStack();
  }, 60_000);
  afterEach(() => stack.stop());

  it('chi bộ bốn người không có chi ủy tự quyết định, biên bản có chữ ký xác nhận kiểm phiếu', async () => {
    const { met } = await live(stack, 'nho/chi-bo-bon-nguoi.yaml');
    expect(met).toBe(true);
    const [row] = await stack.database.query(
      `SELECT array_agg(DISTINCT data ->> 'by') AS by FROM event WHERE type = 'TallyConfirmed'`,
    );
    expect(row?.['by']).toEqual(['SIGNED_MINUTES']);
  }, 120_000);

  it('chi bộ 120 đảng viên đứng một mình, nhập cho năm đã qua: không có hẹn giờ, bí thư cho đi tiếp', async () => {
    const { met } = await live(stack, 'nho/chi-bo-120.yaml');
    expect(met).toBe(true);
    expect(await eventsOf(stack, 'GoOnWithoutLate', 'chi-bo')).toBe(1);
    expect(await eventsOf(stack, 'StepOverdue', 'chi-bo')).toBe(0);
  }, 120_000);

  it('xã trực thuộc tỉnh, văn thư nhập thay từ giấy', async () => {
    const { met } = await live(stack, 'nho/xa-truc-thuoc-tinh.yaml');
    expect(met).toBe(true);
    const [row] = await stack.database.query(
      `SELECT count(DISTINCT recorder)::int AS people FROM event WHERE type = 'SelfAssessmentSubmitted'`,
    );
    expect(row?.['people']).toBe(1);
  }, 120_000);

  it('bốn cấp: đảng bộ bộ phận cho ý kiến trước khi đảng ủy cơ sở quyết định', async () => {
    const { met } = await live(stack, 'nho/bon-cap.yaml');
    expect(met).toBe(true);
    expect(await eventsOf(stack, 'OpinionListGiven', 'bo-phan')).toBeGreaterThan(0);
  }, 120_000);
});
