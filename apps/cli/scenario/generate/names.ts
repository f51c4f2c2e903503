import { oneOf, type Random } from './random.js';

const FAMILY = [
  'Nông',
  'Hoàng',
  'Ma',
  'Lý',
  'Nguyễn',
  'Bàn',
  'Triệu',
  'Đặng',
  'Sùng',
  'Thào',
  'Phàn',
  'Lục',
  'Lò',
  'Trần',
  'Vàng',
  'Củng',
  'Mua',
  'Lù',
] as const;
const MIDDLE_MEN = ['Văn', 'Đức', 'Xuân', 'Minh', 'Quang', 'Thanh', 'Hữu', 'Mí', 'A', 'Trung'] as const;
const MIDDLE_WOMEN = ['Thị', 'Thị', 'Thu', 'Bích', 'Ngọc', 'Kim', 'Thùy', 'Hồng'] as const;
const GIVEN_MEN = [
  'Hùng',
  'Dũng',
  'Sơn',
  'Thắng',
  'Tuấn',
  'Long',
  'Hải',
  'Chính',
  'Páo',
  'Vinh',
  'Quyền',
  'Tiến',
  'Nam',
  'Lâm',
] as const;
const GIVEN_WOMEN = [
  'Hương',
  'Lan',
  'Mai',
  'Hoa',
  'Nhung',
  'Thảo',
  'Yến',
  'Liên',
  'Vân',
  'Hằng',
  'Duyên',
  'Mỷ',
  'Nga',
  'Huệ',
] as const;

/** An invented name; whoever bears it does so by chance. */
export function inventedName(random: Random): string {
  const woman = random() < 0.4;
  const middle = woman ? oneOf(random, MIDDLE_WOMEN) : oneOf(random, MIDDLE_MEN);
  const given = woman ? oneOf(random, GIVEN_WOMEN) : oneOf(random, GIVEN_MEN);
  return `${oneOf(random, FAMILY)} ${middle} ${given}`;
}
