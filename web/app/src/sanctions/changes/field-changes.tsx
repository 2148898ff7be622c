import type { ListFieldChange } from "sisuiq-client";

import * as m from "@/paraglide/messages";

import { describeValue, fieldLabel } from "./describe-values";

interface Props {
  fields: ListFieldChange[];
  /** The most values that are shown of each side; all if it is not stated. */
  most?: number;
}

/** The fields of an entry that changed, with what only the former and only the later version has. */
export function FieldChanges({ fields, most }: Props) {
  return (
    <dl className="grid gap-3 text-[0.8125rem]">
      {fields.map(({ field, from, to }) => (
        <div key={field} className="min-w-0">
          <dt className="font-medium">{fieldLabel(field)}</dt>
          <dd className="mt-1 grid gap-x-6 gap-y-1 sm:grid-cols-2">
            <Side title={m.entities_before()} field={field} values={from} most={most} />
            <Side title={m.entities_after()} field={field} values={to} most={most} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Side({ title, field, values, most }: { title: string; field: string; values: unknown[]; most: number | undefined }) {
  const texts = values.length === 0 ? ["–"] : values.map((value) => describeValue(field, value));
  const shown = texts.slice(0, most);
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{title}</p>
      <ul>
        {shown.map((text, at) => (
          <li key={at} className="wrap-anywhere">
            {text}
          </li>
        ))}
        {texts.length > shown.length && <li className="text-muted">{m.entities_more({ count: texts.length - shown.length })}</li>}
      </ul>
    </div>
  );
}
