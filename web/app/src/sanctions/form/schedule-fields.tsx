"use client";

import { Choice } from "@/components/choice";
import * as m from "@/paraglide/messages";
import { describeSchedule, isSlow, LONGEST, type Schedule, writeSchedule } from "@/sanctions/schedule";
import { LabelledInput } from "@/session/labelled-input";

interface Props {
  schedule: Schedule;
  /** The objective in hours, once it is known. */
  objective: number | undefined;
  error: string | undefined;
  onChange: (schedule: Schedule) => void;
}

const UNITS = [
  { value: "hours", label: m.sources_unit_hours() },
  { value: "days", label: m.sources_unit_days() },
];

/** When a source is read, with the schedule in words. */
export function ScheduleFields({ schedule, objective, error, onChange }: Props) {
  const { unit, every, at } = schedule;
  const isComplete = every >= 1 && every <= LONGEST[unit];
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{m.sources_schedule()}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <LabelledInput
          label={m.sources_schedule_every()}
          name="schedule"
          type="number"
          min={1}
          max={LONGEST[unit]}
          required
          value={every === 0 ? "" : String(every)}
          error={error}
          onChange={(text) => onChange({ ...schedule, every: Math.trunc(Number(text)) })}
        />
        <Choice
          label={m.sources_schedule_unit()}
          value={unit}
          choices={UNITS}
          onChange={(next) => onChange({ ...schedule, unit: next as Schedule["unit"], at: "" })}
        />
        {unit === "days" && (
          <LabelledInput label={m.sources_schedule_at()} type="time" value={at} onChange={(time) => onChange({ ...schedule, at: time })} />
        )}
      </div>
      <p role="status" className="mt-2 text-[0.8125rem] text-muted">
        {isComplete ? m.sources_schedule_words({ schedule: describeSchedule(writeSchedule(schedule)) }) : m.sources_schedule_limit()}
        {isComplete && objective !== undefined && isSlow(schedule, objective) && (
          <strong className="block font-medium text-warning">{m.sources_schedule_slow({ count: objective })}</strong>
        )}
      </p>
    </fieldset>
  );
}
