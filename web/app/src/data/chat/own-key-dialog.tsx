"use client";

import { type FormEvent, useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { isKey, ownKey, useOwnKey } from "./own-key";

/** Takes the reader's own key for Anthropic, or removes it. */
export function OwnKeyDialog({ onClose }: { onClose: () => void }) {
  const isUsed = useOwnKey() !== null;
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const key = text.trim();
  const use = (event: FormEvent) => {
    event.preventDefault();
    if (isKey(key)) {
      ownKey.set(key);
      onClose();
    } else {
      setError(m.datachat_key_invalid());
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.datachat_key_title()} description={m.datachat_key_description()}>
      <form onSubmit={use} noValidate autoComplete="off">
        <LabelledInput
          label={m.datachat_key_field()}
          hint={m.datachat_key_hint()}
          error={error}
          // not a password of this site, which the browser would offer to save
          type="text"
          className="font-mono [-webkit-text-security:disc]"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={256}
          autoFocus
          value={text}
          onChange={(value) => {
            setText(value);
            setError(undefined);
          }}
        />
        {isUsed && (
          <p role="status" className="mt-3 text-[0.8125rem] text-muted">
            {m.datachat_key_used()}
          </p>
        )}
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          {isUsed && (
            <Button
              variant="danger"
              onClick={() => {
                ownKey.set(null);
                onClose();
              }}
            >
              {m.datachat_key_remove()}
            </Button>
          )}
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={key === ""}>
            {m.datachat_key_use()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
