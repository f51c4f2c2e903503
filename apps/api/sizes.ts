export const KIB = 1024;
export const MIB = 1024 * KIB;

/** Bodies larger than this are refused before they are read, unless their route says otherwise. */
export const BODY_LIMIT = 256 * KIB;
