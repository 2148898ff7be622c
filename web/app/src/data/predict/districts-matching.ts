import type { FieldsOut } from "sisuiq-client";

import type { ComboboxOption } from "@/components/ui/combobox";

const MOST = 50;

/** The districts whose names contain each typed word, each with its city and county. */
export function districtsMatching(areas: FieldsOut["districts"], typed: string): { options: ComboboxOption[]; isPartial: boolean } {
  const words = typed.normalize("NFC").split(/\s+/).filter(Boolean);
  const found = areas.flatMap(({ area, values }) =>
    values
      .filter((value) => words.every((word) => value.includes(word)))
      .map((value) => ({ value, label: value.startsWith(`${area} `) ? value.slice(area.length + 1) : value, detail: area })),
  );
  return { options: found.slice(0, MOST), isPartial: found.length > MOST };
}
