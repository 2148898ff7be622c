import type { AlertOut, ListEntity } from "sisuiq-client";

import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead } from "@/components/ui/table";
import * as m from "@/paraglide/messages";
import { describeValue } from "@/sanctions/changes/describe-values";
import { day } from "@/sanctions/day";
import { FIELD_LABELS, GENDER_LABELS, KIND_LABELS } from "@/sanctions/entity-labels";
import { describeStrength } from "@/sanctions/screening/describe-score";
import { SUBJECT_IDENTIFIER_LABELS } from "@/sanctions/screening/labels";

interface Row {
  title: string;
  given: string[];
  listed: string[];
  /** What the fact says about the match. */
  verdicts: string[];
}

/** The subject and the entry, side by side. */
export function Comparison({ alert }: { alert: AlertOut }) {
  return (
    <section className="mb-8">
      <h2 className="mb-3 text-base font-semibold">{m.alerts_comparison()}</h2>
      <Card className="overflow-hidden">
        <Table className="table-fixed">
          <caption className="sr-only">{m.alerts_comparison()}</caption>
          <thead className="bg-surface">
            <tr>
              <TableHead className="w-[28%] max-sm:px-2">{m.alerts_field()}</TableHead>
              <TableHead className="max-sm:px-2 max-sm:whitespace-normal">{m.alerts_subject()}</TableHead>
              <TableHead className="max-sm:px-2 max-sm:whitespace-normal">{m.alerts_entry()}</TableHead>
            </tr>
          </thead>
          <tbody>
            {rowsOf(alert).map(({ title, given, listed, verdicts }) => (
              <tr key={title} className="border-b align-top text-[0.8125rem] last:border-b-0">
                <th scope="row" className="px-4 py-2.5 text-left font-medium wrap-anywhere max-sm:px-2">
                  {title}
                  {verdicts.map((verdict) => (
                    <span key={verdict} className="block text-xs font-normal text-muted">
                      {verdict}
                    </span>
                  ))}
                </th>
                <Values values={given} />
                <Values values={listed} />
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </section>
  );
}

function Values({ values }: { values: string[] }) {
  return (
    <TableCell className="align-top wrap-anywhere max-sm:px-2">
      {values.length === 0 ? (
        <span className="text-muted">{m.common_not_stated()}</span>
      ) : values.length === 1 ? (
        values[0]
      ) : (
        <ul className="grid gap-1">
          {values.map((value, at) => (
            <li key={at}>{value}</li>
          ))}
        </ul>
      )}
    </TableCell>
  );
}

/** The facts of both sides. */
export function rowsOf({ subject, entity, explanation }: AlertOut): Row[] {
  const { content } = entity;
  const listed = (...fields: (keyof ListEntity)[]) =>
    fields.flatMap((field) => {
      const value = content?.[field] ?? [];
      return (Array.isArray(value) ? value : [value]).map((one) => describeValue(field, one));
    });
  const verdicts = (fact: string) => [
    ...new Set(
      (explanation?.evidence ?? []).filter((evidence) => evidence.fact === fact).map(({ strength }) => describeStrength(strength)),
    ),
  ];
  const rows: Row[] = [
    {
      title: FIELD_LABELS.names ?? "",
      given: subject ? [subject.name] : [],
      listed: content ? listed("names") : [entity.listed_name],
      verdicts: [],
    },
    { title: m.entities_kind(), given: subject?.kind ? [KIND_LABELS[subject.kind]] : [], listed: [KIND_LABELS[entity.kind]], verdicts: [] },
    {
      title: m.entities_birth_dates(),
      given: subject?.birth_date ? [day(subject.birth_date)] : [],
      listed: listed("birth_dates"),
      verdicts: verdicts("birth_date"),
    },
    {
      title: m.screening_countries_compared(),
      given: subject?.countries ?? [],
      listed: listed("countries", "addresses"),
      verdicts: verdicts("country"),
    },
    {
      title: m.entities_gender(),
      given: subject?.gender ? [GENDER_LABELS[subject.gender]] : [],
      listed: listed("gender"),
      verdicts: verdicts("gender"),
    },
    {
      title: m.entities_identifiers(),
      given: (subject?.identifiers ?? []).map(({ kind, number }) => `${SUBJECT_IDENTIFIER_LABELS[kind]} ${number}`),
      listed: listed("identifiers", "wallets"),
      verdicts: verdicts("identifier"),
    },
    { title: m.entities_reference(), given: subject?.reference ? [subject.reference] : [], listed: listed("reference"), verdicts: [] },
    { title: m.entities_programmes(), given: [], listed: listed("programmes"), verdicts: [] },
  ];
  return rows.filter((row) => row.given.length + row.listed.length > 0);
}
