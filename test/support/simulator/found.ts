/**
 * Worlds in which something was wrong once, and must not be again. A seed means another world when what is drawn changes:
 * each of these has a test of its own beside the rule that was mended.
 */
export const FOUND: readonly { readonly seed: string; readonly world: number; readonly what: string }[] = [
  { seed: 'f1', world: 5, what: 'the year stayed open when the case of its root was closed on a wish' },
  { seed: 'f1', world: 7, what: 'a body that a list was not sent to decided it, once a step stood open there' },
  { seed: 'f1', world: 27, what: 'a pass sent up twice; an answer on oneself alone beside a line that was refused' },
];
