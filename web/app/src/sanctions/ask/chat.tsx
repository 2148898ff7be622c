"use client";

import { useEffect, useRef } from "react";
import type { CitationOut } from "sisuiq-client";

import { ChatInput } from "@/chat/chat-input";
import { explainChat, isForbidden, isMissing } from "@/chat/explain-chat";
import { useStickToEnd } from "@/chat/use-stick-to-end";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { isFocusLost } from "@/lib/focus";
import { explain } from "@/lib/problems";
import { useTitle } from "@/lib/use-title";
import { DayFilter } from "@/lists/day-filter";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";

import { type LawAddress, lawAddress, NEW_CHAT } from "./address";
import { loadAnswerParts, MessageList } from "./answer-parts";
import { DatasetPicker } from "./dataset-picker";
import type { LawConversation } from "./use-law-conversation";
import { Welcome } from "./welcome";

/** The longest question that the API accepts. */
const LONGEST_QUESTION = 4_000;
/** The longest title in the tab. */
const LONGEST_TITLE = 60;

interface Props {
  address: LawAddress;
  conversation: LawConversation;
  /** The ID of the opened citation. */
  cited: string | null;
  onCite: (citation: CitationOut) => void;
}

/** A conversation about sanctions law. */
export function Chat({ address, conversation, cited, onCite }: Props) {
  const { messages, named, dataset, isBusy, isOpening, openingError, isLost, canStop, stopError } = conversation;
  const { ref: list, stick } = useStickToEnd(messages);
  const input = useRef<HTMLTextAreaElement>(null);
  const content = useRef<HTMLElement>(null);
  const dayState = {
    get: () => address.at,
    set: ({ at }: Record<string, string>) => changeAddress(currentAddressWith({ at: at || null }), "replace"),
  };
  const isEmpty = messages.length === 0 && !isOpening && !openingError;
  const last = messages.at(-1);
  const title = named ?? m.lawchat_title();
  useTitle(shorten(title));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation takes the focus to the input
  useEffect(() => {
    // an on-screen keyboard would cover half of the screen; who went elsewhere while the first answer was written stays there
    if (matchMedia("(pointer: fine)").matches && (address.chat === null || isFocusLost())) {
      input.current?.focus();
    }
  }, [address.chat === null]);

  const ask = (question: string) => {
    stick();
    void conversation.ask(question);
    // the pressed button is about to disappear
    (matchMedia("(pointer: fine)").matches ? input.current : content.current)?.focus();
  };
  return (
    <main ref={content} id="content" tabIndex={-1} className="relative flex min-w-0 flex-1 flex-col">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2 sm:px-6">
        <h1 className="min-w-0 flex-1 truncate text-sm font-semibold max-sm:basis-full">{title}</h1>
        <DatasetPicker dataset={dataset} onChange={conversation.changeDataset} />
        <DayFilter name="at" label={m.lawchat_day()} state={dayState} />
      </header>
      <div ref={list} className="thin-scrollbar min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div
          id="chat-messages"
          data-testid="message-list"
          aria-busy={isBusy}
          className="mx-auto flex min-h-full w-full max-w-3xl flex-col gap-7 px-4 py-6 sm:px-6"
        >
          {isEmpty && <Welcome onAsk={ask} />}
          {isOpening && <OpeningSkeleton />}
          {openingError !== null && openingError !== undefined && (
            <Notice variant="danger">
              {explainChat(openingError)}{" "}
              {isMissing(openingError) ? (
                <NewChat />
              ) : (
                !isForbidden(openingError) && (
                  <Button size="small" variant="ghost" className="text-inherit underline" onClick={conversation.retry}>
                    {m.common_try_again()}
                  </Button>
                )
              )}
            </Notice>
          )}
          {messages.length > 0 && <MessageList chat={address.chat} messages={messages} cited={cited} onCite={onCite} />}
          {last?.role === "user" && !isBusy && (
            <Notice variant="warning">
              {m.lawchat_unanswered()}{" "}
              <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => ask(last.content)}>
                {m.lawchat_ask_again()}
              </Button>
            </Notice>
          )}
          {isLost && <NewChat />}
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
        <div className="mx-auto mb-2 w-full max-w-3xl px-4 sm:px-6">
          <Notice variant="danger">{m.copilot_stop_failed({ reason: explain(stopError) })}</Notice>
        </div>
      )}
      {address.at !== "" && (
        <p role="status" className="mx-auto w-full max-w-3xl px-4 pb-2 text-[0.8125rem] text-muted sm:px-6">
          {m.lawchat_day_hint({ day: day(address.at) })}
        </p>
      )}
      <ChatInput
        ids={{ form: "chat-form", input: "user-input" }}
        inputRef={input}
        label={m.chat_question()}
        placeholder={m.lawchat_placeholder()}
        sendLabel={m.chat_send()}
        hint={m.lawchat_input_hint()}
        maxLength={LONGEST_QUESTION}
        isBusy={isBusy || isOpening}
        stop={canStop ? { label: m.copilot_stop(), onStop: () => void conversation.stop() } : undefined}
        onType={() => void loadAnswerParts()}
        onSend={ask}
      />
    </main>
  );
}

function NewChat() {
  return (
    <ButtonLink size="small" className="self-start" href={lawAddress(NEW_CHAT)}>
      {m.lawchat_new()}
    </ButtonLink>
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

function shorten(text: string): string {
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : text;
}
