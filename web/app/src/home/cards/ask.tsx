"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";

import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { addressOf } from "@/copilot/address";
import { MAX_QUESTION_LENGTH } from "@/copilot/question";
import { browserState } from "@/lib/storage";
import * as m from "@/paraglide/messages";

/** Asks a question in a new conversation of the copilot. */
export default function AskCard() {
  const router = useRouter();
  const [text, setText] = useState("");
  const question = text.trim();
  const ask = () => {
    if (question !== "") {
      browserState.setQuestion(question);
      router.push(addressOf({ conversationId: null }));
    }
  };
  const askOnEnter = (event: KeyboardEvent) => {
    // Enter also ends the composition of a word in some writing systems
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      ask();
    }
  };
  return (
    <form
      className="flex items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Textarea
        aria-label={m.home_question()}
        placeholder={m.home_question_hint()}
        value={text}
        maxLength={MAX_QUESTION_LENGTH}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={askOnEnter}
        className="h-24 min-w-0 flex-1 resize-none"
      />
      <Button type="submit" variant="primary" disabled={question === ""}>
        {m.home_ask()}
      </Button>
    </form>
  );
}
