/** One line of a page of metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format of Prometheus; a line that is none of it is an error. */
export function samples(page: string): readonly Sample[] {
  return page
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const found = LINE.exec(line)?.groups;
      if (found === undefined) throw new Error(`no sample: ${line}`);
      const labels = Object.fromEntries(
        [...(found['labels'] ?? '').matchAll(LABEL)].map(([, name, value]) => [name ?? '', value ?? '']),
      );
      return { name: found['name'] ?? '', labels, value: Number(found['value']) };
    });
}

/** The sum over the samples of a name that carry these labels; null where there is none. */
export function total(page: string, name: string, labels: Readonly<Record<string, string>> = {}): number | null {
  const found = samples(page).filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}
