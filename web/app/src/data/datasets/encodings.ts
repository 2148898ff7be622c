import * as m from "@/paraglide/messages";

/** The encodings of tables, by their names in the WHATWG encoding standard. */
export const ENCODINGS = [
  { value: "", label: m.data_dataset_encoding_auto() },
  { value: "utf-8", label: "UTF-8" },
  { value: "euc-kr", label: "CP949 (EUC-KR)" },
  { value: "utf-16le", label: "UTF-16 LE" },
  { value: "utf-16be", label: "UTF-16 BE" },
  { value: "windows-1252", label: "Windows-1252" },
];
