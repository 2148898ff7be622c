"use client";

import { KeyRound } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { ApiError, type DatasetDetailsOut } from "sisuiq-client";

import { ChatInput } from "@/chat/chat-input";
import { useStickToEnd } from "@/chat/use-stick-to-end";
import { useStoredQuestion } from "@/chat/use-stored-question";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useDataset } from "@/data/dataset/use-dataset";
import { datasetAddress, headingsOf, isProcessing } from "@/data/datasets/dataset";
import { isFocusLost } from "@/lib/focus";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import { useTitle } from "@/lib/use-title";
import * as m from "@/paraglide/messages";

import { type ChatAddress, chatAddress } from "./address";
import { loadAnswerParts, MessageList } from "./answer-parts";
import { sourceOf } from "./answer-source";
import { OwnKeyDialog } from "./deferred-own-key-dialog";
import { explainAsk } from "./explain-ask";
import { useOwnKey } from "./own-key";
import { MAX_QUESTION_LENGTH } from "./question";
import { useDataConversation } from "./use-data-conversation";
import { Welcome } from "./welcome";

/** A conversation about a dataset, or about none. */
export function Conversation({ address }: { address: ChatAddress }) {
  const { dataset: id } = address;
  const { data: dataset, error } = useDataset(id ?? "");
  const conversation = useDataConversation(address);
  const { messages, named, isBusy, tool, isOpening, openingError, isLost, canStop, stopError } = conversation;
  const { ref: list, stick } = useStickToEnd(messages);
  const content = useRef<HTMLElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const source = useMemo(() => sourceOf(id), [id]);
  const columns = useMemo(() => (dataset ? headingsOf(dataset).map(({ name }) => name) : []), [dataset]);
  const isMissing = id !== null && (!isId(id) || isNotFound(error));
  const isReady = id === null || dataset?.copy_ready === true;
  const isEmpty = messages.length === 0 && !isOpening && !openingError;
  const title = dataset?.name ?? (id === null ? m.datachat_without_dataset() : m.datachat_title());
  const last = messages.at(-1);
  useTitle(named === null ? title : shorten(named));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation takes the focus to the input
  useEffect(() => {
    // an on-screen keyboard would cover half of the screen; who went elsewhere while the first answer was written stays there
    if (matchMedia("(pointer: fine)").matches && (address.conversation === null || isFocusLost())) {
      input.current?.focus();
    }
  }, [id, address.conversation === null]);

  const ask = (question: string) => {
    stick();
    void conversation.ask(question);
    // the pressed button is about to disappear
    (matchMedia("(pointer: fine)").matches ? input.current : content.current)?.focus();
  };
  const [waiting, setWaiting] = useState<string | null>(null);
  useStoredQuestion(address.conversation === null, setWaiting);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a question from another page is asked once, when the dataset is there
  useEffect(() => {
    if (waiting !== null && isReady) {
      setWaiting(null);
      ask(waiting);
    }
  }, [waiting, isReady]);

  if (isMissing) {
    return (
      <Page>
        <h1 className="text-xl font-semibold tracking-tight">{m.data_dataset_missing()}</h1>
        <p className="mt-2 mb-4 text-muted">{m.data_dataset_missing_hint()}</p>
        <ButtonLink href="/data/chat/">{m.datachat_choose_other()}</ButtonLink>
      </Page>
    );
  }
  return (
    <main ref={content} id="content" tabIndex={-1} className="relative flex min-w-0 flex-1 flex-col">
      <Header id={id} title={title} />
      <div ref={list} className="thin-scrollbar min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <div
          data-testid="message-list"
          aria-busy={isBusy}
          className="mx-auto flex min-h-full w-full max-w-3xl flex-col gap-7 px-4 py-6 sm:px-6"
        >
          {isEmpty && <Beginning id={id} dataset={dataset} error={error} onAsk={ask} />}
          {isOpening && <OpeningSkeleton />}
          {openingError !== null && openingError !== undefined && (
            <Notice variant="danger">
              {explainAsk(openingError)}{" "}
              {openingError instanceof ApiError && openingError.status === 404 ? (
                <NewConversation id={id} />
              ) : (
                <Button size="small" variant="ghost" className="text-inherit underline" onClick={conversation.retry}>
                  {m.common_try_again()}
                </Button>
              )}
            </Notice>
          )}
          {messages.length > 0 && (
            <MessageList messages={messages} tool={tool} source={source} columns={columns} onAsk={isBusy ? undefined : ask} />
          )}
          {isLost && <NewConversation id={id} />}
        </div>
      </div>
      <p role="status" className="sr-only">
        {isBusy
          ? m.datachat_answer_being_written()
          : last?.state === "stored" && last.role === "assistant"
            ? m.datachat_answer_complete()
            : ""}
      </p>
      {stopError !== null && stopError !== undefined && (
        <div className="mx-auto mb-2 w-full max-w-3xl px-4 sm:px-6">
          <Notice variant="danger">{m.datachat_stop_failed({ reason: explain(stopError) })}</Notice>
        </div>
      )}
      <ChatInput
        inputRef={input}
        label={m.chat_question()}
        placeholder={id === null ? m.datachat_placeholder_without() : m.datachat_placeholder()}
        sendLabel={m.chat_send()}
        hint={m.datachat_input_hint()}
        maxLength={MAX_QUESTION_LENGTH}
        isBusy={isBusy || !isReady}
        stop={canStop ? { label: m.datachat_stop(), onStop: () => void conversation.stop() } : undefined}
        onType={() => void loadAnswerParts()}
        onSend={ask}
      />
    </main>
  );
}

function Page({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-3xl px-4 py-8 md:px-8">{children}</div>
    </main>
  );
}

/** The dataset, the way to another one, and the reader's own key. */
function Header({ id, title }: { id: string | null; title: string }) {
  const [isKeyShown, setKeyShown] = useState(false);
  const hasKey = useOwnKey() !== null;
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2 sm:px-6">
      <h1 className="min-w-0 flex-1 truncate text-sm font-semibold max-sm:basis-full">{title}</h1>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem]">
        {id !== null && (
          <Link href={datasetAddress(id)} className="text-link hover:underline">
            {m.datachat_card()}
          </Link>
        )}
        <Link href="/data/chat/" className="text-link hover:underline">
          {m.datachat_choose_other()}
        </Link>
        <Button
          size="small"
          variant="ghost"
          onPointerEnter={OwnKeyDialog.preload}
          onFocus={OwnKeyDialog.preload}
          onClick={() => setKeyShown(true)}
        >
          <KeyRound aria-hidden />
          {hasKey ? m.datachat_key_in_use() : m.datachat_key()}
        </Button>
      </div>
      {isKeyShown && <OwnKeyDialog onClose={() => setKeyShown(false)} />}
    </header>
  );
}

interface BeginningProps {
  id: string | null;
  dataset: DatasetDetailsOut | undefined;
  error: unknown;
  onAsk: (question: string) => void;
}

/** What is shown before the first question. */
function Beginning({ id, dataset, error, onAsk }: BeginningProps) {
  if (id !== null && !dataset) {
    return error ? <Notice variant="danger">{explain(error)}</Notice> : <Skeleton className="h-64" />;
  }
  if (dataset && !dataset.copy_ready) {
    const text = isProcessing(dataset)
      ? m.data_dataset_processing()
      : dataset.status === "failed"
        ? (dataset.error?.detail ?? m.data_dataset_no_rows())
        : m.data_dataset_preparing();
    return <Notice variant={dataset.status === "failed" ? "danger" : "success"}>{text}</Notice>;
  }
  return <Welcome dataset={dataset} onAsk={onAsk} />;
}

function NewConversation({ id }: { id: string | null }) {
  return (
    <ButtonLink size="small" className="self-start" href={chatAddress({ dataset: id, conversation: null })}>
      {m.datachat_new()}
    </ButtonLink>
  );
}

function OpeningSkeleton() {
  return (
    <div className="flex flex-col gap-6" role="status" aria-label={m.datachat_loading()}>
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
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}
