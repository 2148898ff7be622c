/** The readable form of an identifier: `equipment_failure` becomes "Equipment failure". */
export function humanize(name: string): string {
  return capitalized(name.replaceAll(/[_-]+/g, " ").trim());
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with a capital letter and a full stop, as messages of the API are shown. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? capitalized(text) : `${capitalized(text)}.`;
}
