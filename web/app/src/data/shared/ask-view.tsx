"use client";

import { useMemo, useRef, useSyncExternalStore } from "react";
import { ApiError, type SharedDatasetOut } from "sisuiq-client";

import { ChatInput } from "@/chat/chat-input";
import { UserMessage } from "@/chat/user-message";
import { Questions } from "@/data/chat/questions";
import { headingsOf } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { sharedAnswerSource } from "./answer-source";
import { SharedAnswer } from "./shared-answer";
import { suggestedByLink } from "./suggested-by-link";
import { useShowQuestion } from "./use-show-question";
import { visitQuestions } from "./visit-questions";

/** The most characters of a question that the API accepts from the holder of a link. */
const MAX_QUESTION_LENGTH = 2_000;

interface Props {
  token: string;
  dataset: SharedDatasetOut;
  /** Called when the link turns out to have ended. */
  onGone: () => void;
}

/** Questions about a shared dataset, and the answers of this visit. */
export function AskView({ token, dataset, onGone }: Props) {
  const visit = visitQuestions(token);
  const messages = useSyncExternalStore(visit.subscribe, visit.get, visit.get);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const source = useMemo(() => sharedAnswerSource(token), [token]);
  const columns = useMemo(() => headingsOf(dataset).map(({ name }) => name), [dataset]);
  const last = messages.at(-1);
  const isBusy = last?.state === "writing";
  useShowQuestion(list, messages.length - 2, isBusy);

  const follow = async (asked: Promise<unknown>) => {
    // the pressed button is about to disappear; an on-screen keyboard would cover half of the screen
    const next = matchMedia("(pointer: fine)").matches ? input : list;
    next.current?.focus({ preventScroll: true });
    const error = await asked;
    if (error instanceof ApiError && error.status === 404) {
      onGone();
    }
  };
  const ask = (question: string) => void follow(visit.ask(question));
  const retry = () => void follow(visit.retry());

  return (
    <section aria-label={m.sharing_view_ask()} className="max-sm:-mx-4">
      <div className="mx-auto max-w-3xl px-4 sm:px-6">
        <p className="text-muted">{m.sharing_ask_hint()}</p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          {m.sharing_ask_not_stored()} {m.sharing_ask_provider()}
        </p>
        {messages.length === 0 && (
          <Questions label={m.datachat_suggestions()} questions={suggestedByLink(dataset)} onAsk={ask} className="mt-4" />
        )}
      </div>
      <div
        ref={list}
        data-testid="message-list"
        aria-busy={isBusy}
        tabIndex={-1}
        // the field for questions covers the end of the page
        className="mx-auto flex max-w-3xl flex-col gap-7 px-4 py-6 outline-none sm:px-6 [&_:is(a,button,summary)]:scroll-mb-28"
      >
        {messages.map((message, at) =>
          message.role === "user" ? (
            <UserMessage key={message.key} message={message} />
          ) : (
            <SharedAnswer
              key={message.key}
              message={message}
              question={messages[at - 1]?.content ?? ""}
              source={source}
              columns={columns}
              onAsk={message === last && !isBusy ? ask : undefined}
              onRetry={message === last ? retry : undefined}
            />
          ),
        )}
      </div>
      <p role="status" className="sr-only">
        {isBusy ? m.datachat_answer_being_written() : last?.state === "stored" ? m.datachat_answer_complete() : ""}
      </p>
      <div className="sticky bottom-0 z-10 bg-background pt-2">
        <ChatInput
          inputRef={input}
          label={m.chat_question()}
          placeholder={m.datachat_placeholder()}
          sendLabel={m.chat_send()}
          hint={m.datachat_input_hint()}
          maxLength={MAX_QUESTION_LENGTH}
          isBusy={isBusy}
          onSend={ask}
        />
      </div>
    </section>
  );
}
