/**
 * One row of the result. `target` is `{ atMost }`, `{ atLeast }` or absent (shown, not judged); a rival that fell below
 * what is known of it makes the row void, whatever its value.
 */
export function figure({ id, label, value, unit, target, void: reason = null, ...more }) {
  const rounded = round(value);
  return {
    id,
    label,
    value: rounded,
    unit,
    target: target ? textOf(target) : null,
    // What is measured is judged, not what is shown
    met: target && !reason ? isMet(value, target) : null,
    ...(reason && { void: reason }),
    ...more,
  };
}

/** Three significant digits: more would claim what no run can repeat. */
export function round(value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

const isMet = (value, { atMost, atLeast }) =>
  Number.isFinite(value) && (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);

const textOf = ({ atMost, atLeast }) => (atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`);
