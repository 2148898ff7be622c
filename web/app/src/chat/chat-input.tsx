"use client";

import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from "react";

import { Button } from "@/components/ui/button";

const MAX_HEIGHT = 200;

interface Props {
  /** The IDs of the form and its field, where tests of others rely on them. */
  ids?: { form: string; input: string };
  inputRef: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder: string;
  sendLabel: string;
  /** What to know about answers, below the field. */
  hint: string;
  /** The most characters of a question. */
  maxLength: number;
  isBusy: boolean;
  /** Stops the answer in progress; undefined if there is nothing to stop. */
  stop?: { label: string; onStop: () => void } | undefined;
  /** Called while a question is being written. */
  onType?: () => void;
  onSend: (question: string) => void;
}

export function ChatInput({ ids, inputRef, label, sendLabel, hint, isBusy, stop, onType, onSend, ...field }: Props) {
  const [text, setText] = useState("");
  const isSendable = text.trim() !== "" && !isBusy;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const input = inputRef.current;
    if (input) {
      input.style.height = "auto";
      input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT)}px`;
    }
  }, [inputRef, text]);

  const send = () => {
    if (isSendable) {
      onSend(text.trim());
      setText("");
    }
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // Enter also ends the composition of a word in some writing systems
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };

  return (
    <form
      id={ids?.form}
      className="mx-auto w-full max-w-3xl px-4 pb-4 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2 rounded-xl border border-field/60 bg-raised p-1.5 transition-colors focus-within:border-link focus-within:ring-1 focus-within:ring-link">
        <textarea
          id={ids?.input}
          ref={inputRef}
          data-testid="chat-input"
          aria-label={label}
          rows={1}
          {...field}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onType?.();
          }}
          onKeyDown={sendOnEnter}
          className="thin-scrollbar max-h-[200px] min-h-[44px] flex-1 resize-none bg-transparent px-2.5 py-3 text-sm leading-5 outline-none placeholder:text-muted"
        />
        {stop && (
          <Button size="icon" className="mb-1" onClick={stop.onStop} aria-label={stop.label} data-testid="stop-button">
            <Square className="fill-current" />
          </Button>
        )}
        <Button
          type="submit"
          variant="primary"
          size="icon"
          className="mr-0.5 mb-1"
          disabled={!isSendable}
          aria-label={sendLabel}
          data-testid="send-button"
        >
          <ArrowUp />
        </Button>
      </div>
      <p className="mt-2 hidden text-center text-xs text-muted sm:block">{hint}</p>
    </form>
  );
}
