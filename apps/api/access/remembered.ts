const AT_MOST = 50_000;

export interface Remembered<Value> {
  get(key: string): Promise<Value>;
  forget(key: string): void;
  clear(): void;
}

/** Answers by key, kept for a while; what is not there (null) and what failed is asked again. */
export function remembered<Value>(load: (key: string) => Promise<Value>, keptMs: number): Remembered<Value> {
  const entries = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  return {
    get(key) {
      const known = entries.get(key);
      if (known !== undefined && known.until > Date.now()) return known.value;
      if (entries.size >= AT_MOST) entries.clear();
      const value = load(key);
      const forget = (): void => {
        if (entries.get(key)?.value === value) entries.delete(key);
      };
      entries.set(key, { value, until: Date.now() + keptMs });
      value.then((found) => {
        if (found === null) forget();
      }, forget);
      return value;
    },
    forget: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
