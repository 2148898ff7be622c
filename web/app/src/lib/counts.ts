const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

export function whole(value: number): string {
  return WHOLE.format(value);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
