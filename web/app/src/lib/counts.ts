import { formatLocale } from "./locale";

const WHOLE = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 0 });

export function whole(value: number): string {
  return WHOLE.format(value);
}
