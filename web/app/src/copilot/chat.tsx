"use client";

import { useEffect, useRef } from "react";
import type { CitationOut } from "sisuiq-client";
import { ChatInput } from "@/chat/chat-input";
import { explainChat, isForbidden, isMissing } from "@/chat/explain-chat";
import { useStickToEnd } from "@/chat/use-stick-to-end";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { useFileDrop } from "@/uploads/use-file-drop";
import { loadAnswerParts, MessageList } from "./answer-parts";
import { modeOf } from "./modes";
import { MAX_QUESTION_LENGTH } from "./question";
import type { Conversation } from "./use-conversation";
import { Welcome } from "./welcome";

interface Props {
  conversation: Conversation;
  /** The ID of the opened citation. */
  cited: string | null;
  onCite: (citation: CitationOut) => void;
  onFiles: (files: File[]) => void;
}

export function Chat({ conversation, cited, onCite, onFiles }: Props) {
  const { messages, mode, sessionId, isBusy, isOpening, openingError, isLost, canStop, stopError } = conversation;
  const { ref: list, stick } = useStickToEnd(messages);
  const input = useRef<HTMLTextAreaElement>(null);
  const { isOver, handlers } = useFileDrop(onFiles);
  const last = messages.at(-1);
  const isEmpty = messages.length === 0 && !isOpening && !openingError;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another mode or conversation takes the focus to the input
  useEffect(() => {
    // an on-screen keyboard would cover half of the screen
    if (matchMedia("(pointer: fine)").matches) {
      input.current?.focus();
    }
  }, [mode, sessionId]);

  const ask = (question: string) => {
    stick();
    void conversation.ask(question);
  };

  return (
    <main id="content" tabIndex={-1} data-testid="chat-area" className="relative flex min-w-0 flex-1 flex-col" {...handlers}>
      <h1 className="sr-only">{modeOf(mode).label}</h1>
      <div ref={list} className="thin-scrollbar min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div
          data-testid="message-list"
          aria-busy={isBusy}
          className="mx-auto flex min-h-full w-full max-w-3xl flex-col gap-7 px-4 py-7 sm:px-6"
        >
          {isEmpty && <Welcome mode={modeOf(mode)} onAsk={ask} />}
          {isOpening && <OpeningSkeleton />}
          {openingError !== null && openingError !== undefined && (
            <Notice variant="danger">
              {explainChat(openingError)}{" "}
              {isMissing(openingError) ? (
                <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => conversation.clear(mode)}>
                  {m.copilot_conversation_start()}
                </Button>
              ) : (
                sessionId &&
                !isForbidden(openingError) && (
                  <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => void conversation.open(sessionId)}>
                    {m.common_try_again()}
                  </Button>
                )
              )}
            </Notice>
          )}
          {messages.length > 0 && (
            <MessageList
              messages={messages}
              cited={cited}
              onCite={onCite}
              onRegenerate={isBusy ? undefined : (answerId) => void conversation.regenerate(answerId)}
            />
          )}
          {isLost && (
            <Button className="self-start" onClick={() => conversation.clear(mode)}>
              {m.copilot_conversation_start()}
            </Button>
          )}
        </div>
      </div>
      <p role="status" className="sr-only">
        {isBusy
          ? m.copilot_answer_being_written()
          : last?.state === "stored" && last.role === "assistant"
            ? m.copilot_answer_complete()
            : ""}
      </p>
      {stopError !== null && (
        <div className="mx-auto w-full max-w-3xl px-4 pb-2 sm:px-6">
          <Notice variant="danger">{m.copilot_stop_failed({ reason: explain(stopError) })}</Notice>
        </div>
      )}
      <ChatInput
        inputRef={input}
        label={m.copilot_question()}
        placeholder={modeOf(mode).placeholder}
        sendLabel={m.copilot_send()}
        hint={m.copilot_input_hint()}
        maxLength={MAX_QUESTION_LENGTH}
        isBusy={isBusy}
        stop={canStop ? { label: m.copilot_stop(), onStop: () => void conversation.stop() } : undefined}
        onType={() => void loadAnswerParts()}
        onSend={ask}
      />
      {isOver && (
        <div className="pointer-events-none absolute inset-3 flex items-center justify-center rounded-xl border-2 border-dashed border-link bg-background/85 font-medium text-link">
          {m.copilot_drop()}
        </div>
      )}
    </main>
  );
}

function OpeningSkeleton() {
  return (
    <div className="flex flex-col gap-6" role="status" aria-label={m.copilot_conversation_loading()}>
      <Skeleton className="h-10 w-2/5 self-end rounded-xl" />
      <div className="flex flex-col gap-2.5">
        <Skeleton className="h-3.5 w-11/12" />
        <Skeleton className="h-3.5 w-4/5" />
        <Skeleton className="h-3.5 w-3/5" />
      </div>
    </div>
  );
}
