import { z } from 'zod';
import { caseId, code, pass, step } from '../schema.js';

export const goOnWithoutLate = z.strictObject({ step, pass }).meta({ id: 'GoOnWithoutLate' });
export type GoOnWithoutLate = z.infer<typeof goOnWithoutLate>;

export const goOnWithoutChild = z.strictObject({ child: caseId }).meta({ id: 'GoOnWithoutChild' });
export type GoOnWithoutChild = z.infer<typeof goOnWithoutChild>;

export const callSupplementaryMeeting = z.strictObject({ pass }).meta({ id: 'CallSupplementaryMeeting' });
export type CallSupplementaryMeeting = z.infer<typeof callSupplementaryMeeting>;

export const requestClosing = z.strictObject({ reason: code }).meta({ id: 'RequestClosing' });
export type RequestClosing = z.infer<typeof requestClosing>;
