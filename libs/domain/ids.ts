/** Every id of the system is built and read here, so that streams, cases and workflows are found by name alone. */
export type CaseKind = 'CYCLE' | 'COMMITTEE' | 'CELL';

export const cycleCase = (cycle: string): string => `cycle/${cycle}`;
export const committeeCase = (cycle: string, organisation: string): string => `committee/${cycle}/${organisation}`;
export const cellCase = (cycle: string, organisation: string): string => `cell/${cycle}/${organisation}`;
export const reviewCase = (kind: 'COMMITTEE' | 'CELL', cycle: string, organisation: string): string =>
  kind === 'CELL' ? cellCase(cycle, organisation) : committeeCase(cycle, organisation);

/** `cell/2018/ban-lang` names a cycle and an organisation, `cycle/2018` a cycle alone; what is not named is empty. */
export function namedByCase(caseId: string): { readonly cycle: string; readonly organisation: string } {
  const [, cycle = '', organisation = ''] = caseId.split('/');
  return { cycle, organisation };
}

export const registryStream = (organisation: string): string => `registry/${organisation}`;
export const cycleStream = (cycle: string): string => `cycle/${cycle}`;
export const procedureStream = (caseId: string): string => `procedure/${caseId}`;
export const memberStream = (cycle: string, member: string): string => `member-review/${cycle}/${member}`;
export const organisationStream = (cycle: string, organisation: string): string =>
  `organisation-review/${cycle}/${organisation}`;
export const collectiveStream = (cycle: string, organisation: string): string =>
  `collective-review/${cycle}/${organisation}`;

/** What a case sends up: one pass of its subjects. */
export const submissionId = (caseId: string, pass: string): string => `${caseId}:${pass}`;

export function splitSubmission(submission: string): { readonly caseId: string; readonly pass: string } {
  const at = submission.indexOf(':');
  return { caseId: submission.slice(0, at), pass: submission.slice(at + 1) };
}
