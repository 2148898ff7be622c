"use client";

import { Pause, Play } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

import { TimeSlider, type TimeStep } from "./time-slider";

/** How long each time is shown, in milliseconds. */
const PACE = 1_200;

interface Props {
  steps: TimeStep[];
  /** The value of the time that is shown; null for all. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** The times of a map one after another, played or chosen. */
export function TimePlayer({ steps, value, onChange }: Props) {
  const [isPlaying, setPlaying] = useState(false);
  const at = steps.findIndex((step) => step.value === value);
  const next = steps[at + 1]?.value;
  useEffect(() => {
    if (!isPlaying) {
      return undefined;
    }
    const timer = setTimeout(() => (next === undefined ? setPlaying(false) : onChange(next)), PACE);
    return () => clearTimeout(timer);
  }, [isPlaying, next, onChange]);
  const press = () => {
    if (!isPlaying && next === undefined) {
      onChange(steps[0]?.value ?? null);
    }
    setPlaying(!isPlaying);
  };
  const choose = (chosen: number | null) => {
    setPlaying(false);
    onChange(chosen);
  };
  return (
    <div className="flex items-center gap-2">
      <Button size="smallIcon" aria-label={isPlaying ? m.maps_pause() : m.maps_play()} disabled={steps.length < 2} onClick={press}>
        {isPlaying ? <Pause /> : <Play />}
      </Button>
      <div className="min-w-0 flex-1">
        <TimeSlider steps={steps} value={value} onChange={choose} />
      </div>
    </div>
  );
}
