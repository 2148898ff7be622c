"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, orThrow, type WholeKnowledgeChatOut } from "sisuiq-client";

import { type AnswerDetails, detailsOf } from "@/answers/answer";
import { explainChat, isGone } from "@/chat/explain-chat";
import { fromStored, messagesReducer } from "@/chat/messages";
import type { AnswerEvent } from "@/lib/answer-events";
import { api } from "@/lib/api";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { isId } from "@/lib/is-id";
import { browserState } from "@/lib/storage";

import { type LawAddress, lawAddress, NEW_CHAT } from "./address";
import { loadAnswerParts } from "./answer-parts";
import { type Answering, loadAnswering } from "./load-answering";
import { LAW_CHATS } from "./use-folders";

/** The conversation that the address names: its messages, the answer in progress, and the actions on them. */
export function useLawConversation(address: LawAddress) {
  const queries = useQueryClient();
  const { chat } = address;
  const [messages, dispatch] = useReducer(messagesReducer<AnswerDetails>, []);
  const [title, setTitle] = useState<string | null>(null);
  const [dataset, setDataset] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [openingError, setOpeningError] = useState<unknown>(null);
  // the shown conversation was deleted elsewhere meanwhile
  const [isLost, setLost] = useState(false);
  const [answerId, setAnswerId] = useState<string | null>(null);
  const [failedStop, setFailedStop] = useState<{ answerId: string; error: unknown } | null>(null);
  const inFlight = useRef<AbortController | null>(null);
  // the conversation on the screen; undefined before the first one
  const shown = useRef<string | null | undefined>(undefined);

  const startRequest = useCallback(() => {
    inFlight.current?.abort();
    const controller = new AbortController();
    inFlight.current = controller;
    return controller.signal;
  }, []);

  const endTurn = useCallback(() => {
    setBusy(false);
    setAnswerId(null);
    browserState.setPendingAnswer(null);
  }, []);

  const follow = useCallback(
    async (start: (requests: Answering) => AsyncGenerator<AnswerEvent>, question: string, signal: AbortSignal) => {
      setBusy(true);
      try {
        for await (const event of start(await loadAnswering())) {
          if (event.kind === "done") {
            const { answer_id, content } = event.data;
            dispatch({ kind: "answered", answerId: answer_id, content, details: detailsOf(event.data) });
            continue;
          }
          dispatch({ kind: "streamed", event });
          if (event.kind === "start") {
            const { answer_id, session_id } = event.data;
            setAnswerId(answer_id);
            browserState.setPendingAnswer({ answerId: answer_id, sessionId: session_id, question });
          }
        }
      } catch (error) {
        if (!signal.aborted) {
          dispatch({ kind: "failed", reason: explainChat(error) });
          setLost(isGone(error));
        }
      }
      if (!signal.aborted) {
        endTurn();
        void queries.invalidateQueries({ queryKey: [LAW_CHATS] });
      }
    },
    [endTurn, queries],
  );

  /** The ID of the conversation, which is created before its first question. */
  const enter = useCallback(async ({ chat: known, folder, dataset: about, at }: LawAddress, signal: AbortSignal) => {
    if (known !== null) {
      return known;
    }
    const body = { folder_id: folder, ...(about === null ? {} : { dataset: about }) };
    const params = { header: { "Idempotency-Key": crypto.randomUUID() } };
    const { id } = await orThrow(api.POST("/api/v1/knowledge/chats", { params, body, signal }));
    shown.current = id;
    setDataset(about);
    changeAddress(lawAddress({ ...NEW_CHAT, chat: id, at }), "replace");
    return id;
  }, []);

  const ask = useCallback(
    async (question: string) => {
      const signal = startRequest();
      dispatch({ kind: "asked", question });
      setBusy(true);
      try {
        const id = await enter(address, signal);
        const body = { message: question, ...(address.at === "" ? {} : { date: address.at }) };
        if (browserState.isStreaming()) {
          await follow((requests) => requests.askStreaming(id, body, signal), question, signal);
          return;
        }
        const answer = await (await loadAnswering()).askWithoutStream(id, body, signal);
        dispatch({ kind: "answered", answerId: answer.message_id, content: answer.response, details: detailsOf(answer) });
        void queries.invalidateQueries({ queryKey: [LAW_CHATS] });
      } catch (error) {
        if (!signal.aborted) {
          dispatch({ kind: "failed", reason: explainChat(error) });
          setLost(isGone(error));
        }
      }
      if (!signal.aborted) {
        endTurn();
      }
    },
    [startRequest, enter, address, follow, endTurn, queries],
  );

  const stop = useCallback(async () => {
    if (answerId === null) {
      return;
    }
    setFailedStop(null);
    try {
      // the stream delivers the result
      await (await loadAnswering()).stopAnswer(answerId);
    } catch (error) {
      setFailedStop({ answerId, error });
    }
  }, [answerId]);

  /** Shows a conversation, or a new one. */
  const open = useCallback(
    async (id: string | null) => {
      const signal = startRequest();
      shown.current = id;
      setBusy(false);
      setAnswerId(null);
      setOpeningError(null);
      setLost(false);
      setTitle(null);
      setDataset(null);
      dispatch({ kind: "cleared" });
      setOpening(id !== null);
      if (id === null) {
        return;
      }
      const unfinished = browserState.pendingAnswer();
      try {
        // with the conversation, so that it does not appear as plain text first
        const [stored] = await Promise.all([storedChat(id, signal), loadAnswerParts()]);
        signal.throwIfAborted();
        setTitle(stored.title);
        setDataset(stored.dataset ?? null);
        dispatch({ kind: "opened", messages: stored.messages.map(fromStored<AnswerDetails>) });
        setOpening(false);
        if (stored.messages.some((message) => message.id === unfinished?.answerId)) {
          browserState.setPendingAnswer(null);
        } else if (unfinished?.sessionId === id) {
          const isAsked = stored.messages.at(-1)?.role === "user";
          dispatch(isAsked ? { kind: "regenerated", answerId: "" } : { kind: "asked", question: unfinished.question });
          setAnswerId(unfinished.answerId);
          await follow((requests) => requests.streamFromStart(unfinished.answerId, signal), unfinished.question, signal);
        }
      } catch (error) {
        if (!signal.aborted) {
          setOpening(false);
          setOpeningError(error);
        }
      }
    },
    [startRequest, follow],
  );

  /** Changes the documents that later questions are answered from. */
  const changeDataset = useCallback(
    async (wanted: string | null) => {
      if (chat === null) {
        changeAddress(currentAddressWith({ dataset: wanted }), "replace");
        return;
      }
      await orThrow(api.PUT("/api/v1/knowledge/chats/{id}", { params: { path: { id: chat } }, body: { dataset: wanted } }));
      setDataset(wanted);
      void queries.invalidateQueries({ queryKey: [LAW_CHATS] });
    },
    [chat, queries],
  );

  useEffect(() => {
    if (shown.current !== chat) {
      void open(chat);
    }
  }, [chat, open]);

  useEffect(
    () => () => {
      inFlight.current?.abort();
      shown.current = undefined;
    },
    [],
  );

  const rename = useCallback((id: string, wanted: string) => {
    if (shown.current === id) {
      setTitle(wanted);
    }
  }, []);

  const canStop = isBusy && answerId !== null;
  // the error is obsolete once that answer has ended
  const stopError = canStop && failedStop?.answerId === answerId ? failedStop.error : null;
  const named = title || (messages.find(({ role }) => role === "user")?.content ?? null);
  const about = chat === null ? address.dataset : dataset;
  const state = { messages, named, dataset: about, isBusy, isOpening, openingError, isLost, canStop, stopError };
  return { ...state, ask, stop, changeDataset, retry: () => void open(chat), rename };
}

async function storedChat(id: string, signal: AbortSignal): Promise<WholeKnowledgeChatOut> {
  if (!isId(id)) {
    throw new ApiError(new Response(null, { status: 404 }), null);
  }
  return orThrow(api.GET("/api/v1/knowledge/chats/{id}", { params: { path: { id } }, signal }));
}

export type LawConversation = ReturnType<typeof useLawConversation>;
