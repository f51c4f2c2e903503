/** One figure for a terminal: judged, then what is behind it. */
export function printed({ label, value, unit, target, met, void: reason, absolute, cpu, histories, plan, error }) {
  const mark = reason ? '?' : met === null ? '·' : met ? '✓' : '✗';
  return [
    `${mark} ${label}: ${value ?? 'not measured'} ${unit}${target ? ` (target ${target})` : ''}${reason ? ` VOID: ${reason}` : ''}`,
    error && `    it broke down: ${error}`,
    absolute && listed('', absolute),
    ...Object.entries(cpu ?? {}).map(([name, groups]) => listed(`CPU seconds, ${name}: `, groups)),
    ...Object.entries(histories ?? {}).map(([name, one]) => listed(`histories, ${name}: `, one)),
    ...(plan ?? []).map((line) => `    ${line}`),
  ]
    .filter(Boolean)
    .join('\n');
}

const listed = (title, figures) =>
  `    ${title}${Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join(' · ')}`;
