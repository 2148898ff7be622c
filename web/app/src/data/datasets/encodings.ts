import * as m from "@/paraglide/messages";

/** Names in the WHATWG encoding standard, and those that readers know. */
const NAMES = [
  ["utf-8", "UTF-8"],
  ["euc-kr", "CP949"],
  ["utf-16le", "UTF-16LE"],
  ["utf-16be", "UTF-16BE"],
  ["windows-1252", "Windows-1252"],
] as const;

/** The encodings of tables as choices; the first one finds it by the contents. */
export const ENCODINGS = [{ value: "", label: m.data_dataset_encoding_auto() }, ...NAMES.map(([value, label]) => ({ value, label }))];
