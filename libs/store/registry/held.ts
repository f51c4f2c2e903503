// Posts, memberships and the tree begin and end on Vietnamese days.
export const TODAY = "(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date";

/** That a dated row of the registry holds today. */
export const heldToday = (row: string): string =>
  `${row}.from_on <= ${TODAY} AND (${row}.until_on IS NULL OR ${TODAY} < ${row}.until_on)`;

/** That the holder of a delegated post holds it himself today: with his right goes his substitute's. */
export const delegationHolds = (post: string): string => `(${post}.delegated_by IS NULL OR EXISTS (SELECT FROM post d
  WHERE d.person = ${post}.delegated_by AND d.organisation = ${post}.organisation AND d.role = ${post}.role AND d.delegated_by IS NULL
    AND ${heldToday('d')}))`;
