"use client";

import { useState } from "react";
import type { FieldsOut } from "sisuiq-client";

import { Combobox } from "@/components/ui/combobox";
import * as m from "@/paraglide/messages";

import { districtsMatching } from "./districts-matching";

interface Props {
  label: string;
  areas: FieldsOut["districts"];
  value: string;
  error: string | undefined;
  onChange: (district: string) => void;
}

/** The district, found by any part of its name. What is typed and not chosen is dropped when the field is left. */
export function DistrictField({ label, areas, value, error, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const { options, isPartial } = districtsMatching(areas, typed ?? "");
  return (
    <Combobox
      label={label}
      placeholder={m.data_district_hint()}
      maxLength={100}
      error={error}
      typed={typed ?? value}
      onType={setTyped}
      options={options}
      empty={m.data_district_none()}
      isPartial={isPartial}
      isBusy={false}
      onChoose={(district) => {
        setTyped(null);
        onChange(district);
      }}
      onLeave={() => setTyped(null)}
    />
  );
}
