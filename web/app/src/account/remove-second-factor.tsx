"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { SECOND_FACTOR } from "./query-keys";

export function RemoveSecondFactor({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const remove = useMutation({
    mutationFn: () => orThrow(api.POST("/api/auth/totp/remove", { body: { password, code: code.replaceAll(" ", "") } })),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: SECOND_FACTOR });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={m.account_remove_second_factor_title()}
      description={m.account_remove_second_factor_description()}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={remove.error} />
        <LabelledInput
          label={m.account_password_label()}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        <LabelledInput
          label={m.account_remove_second_factor_code()}
          name="code"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={setCode}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="danger" disabled={remove.isPending}>
            {m.common_remove()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
