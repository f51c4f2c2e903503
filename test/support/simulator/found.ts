/**
 * Worlds in which something was wrong once, and must not be again. A seed means another world when what is drawn changes:
 * each of these has a test of its own beside the rule that was mended.
 */
export const FOUND: readonly { readonly seed: string; readonly world: number; readonly what: string }[] = [];
