"use client";

import { DataFrame } from "@/data/data-frame";

import { PredictionList } from "./prediction-list";

export function PredictionsPage() {
  return (
    <DataFrame>
      <PredictionList />
    </DataFrame>
  );
}
