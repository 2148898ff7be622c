"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";

import { classes } from "@/lib/classes";

import { Button } from "./ui/button";
import { Card, CardContent, CardHeader } from "./ui/card";
import { FormError } from "./ui/form-error";

interface Props {
  title: string;
  saving: Pick<UseMutationResult<unknown, Error, void>, "error" | "isPending" | "isSuccess" | "mutate">;
  /** Whether the fields differ from what is stored. */
  isChanged: boolean;
  isComplete: boolean;
  save: string;
  saved: string;
  className?: string;
  children: ReactNode;
}

/** A card with a form that saves its fields when they have changed. */
export function SavingCard({ title, saving, isChanged, isComplete, save, saved, className, children }: Props) {
  const canSave = isChanged && isComplete && !saving.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) {
      saving.mutate();
    }
  };
  return (
    <Card>
      <CardHeader title={title} />
      <CardContent>
        <form onSubmit={submit} className={classes("flex flex-col gap-4", className)}>
          <FormError error={saving.error} />
          {children}
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" aria-disabled={!canSave}>
              {save}
            </Button>
            <span role="status" className="text-[0.8125rem] text-muted">
              {saving.isSuccess && !isChanged && saved}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
