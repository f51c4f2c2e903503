/** Posts, memberships and the tree change on Vietnamese days. */
export const TODAY = "(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date";

/** Condition that a dated row of the registry holds today. */
export const heldToday = (table: string): string =>
  `${table}.from_on <= ${TODAY} AND (${table}.until_on IS NULL OR ${TODAY} < ${table}.until_on)`;
