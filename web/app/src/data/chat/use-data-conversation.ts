"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, type DataMessagesOut, orThrow } from "sisuiq-client";

import { fromStored, messagesReducer } from "@/chat/messages";
import { api } from "@/lib/api";
import { changeAddress } from "@/lib/change-address";
import { isId } from "@/lib/is-id";
import { browserState } from "@/lib/storage";

import { type ChatAddress, chatAddress } from "./address";
import { type DatasetDetails, detailsOf } from "./answer";
import { loadAnswerParts } from "./answer-parts";
import { explainAsk } from "./explain-ask";
import { type Answering, loadAnswering } from "./load-answering";
import type { DatasetAnswerEvent } from "./requests";

/** The key of all lists of conversations about datasets. Renaming and deleting refreshes those that begin with `sessions`. */
export const CONVERSATIONS = ["sessions", "data"];

/** The conversation that the address names: its messages, the answer in progress, and the actions on them. */
export function useDataConversation(address: ChatAddress) {
  const queries = useQueryClient();
  const { dataset, conversation } = address;
  const [messages, dispatch] = useReducer(messagesReducer<DatasetDetails>, []);
  const [title, setTitle] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [openingError, setOpeningError] = useState<unknown>(null);
  // the shown conversation was deleted elsewhere meanwhile
  const [isLost, setLost] = useState(false);
  const [answerId, setAnswerId] = useState<string | null>(null);
  const [tool, setTool] = useState<string | null>(null);
  const [failedStop, setFailedStop] = useState<{ answerId: string; error: unknown } | null>(null);
  const inFlight = useRef<AbortController | null>(null);
  // what is on the screen; undefined before the first one
  const shown = useRef<ChatAddress | undefined>(undefined);

  const startRequest = useCallback(() => {
    inFlight.current?.abort();
    const controller = new AbortController();
    inFlight.current = controller;
    return controller.signal;
  }, []);

  /** Gives a conversation that was just created, or whose dataset is known now, its address. */
  const enter = useCallback((next: ChatAddress) => {
    shown.current = next;
    changeAddress(chatAddress(next), "replace");
  }, []);

  const endTurn = useCallback(() => {
    setBusy(false);
    setAnswerId(null);
    setTool(null);
    browserState.setPendingAnswer(null);
  }, []);

  const failTurn = useCallback((error: unknown) => {
    dispatch({ kind: "failed", reason: explainAsk(error) });
    setLost(error instanceof ApiError && error.status === 404);
  }, []);

  const follow = useCallback(
    async (start: (requests: Answering) => AsyncGenerator<DatasetAnswerEvent>, question: string, signal: AbortSignal) => {
      setBusy(true);
      try {
        for await (const event of start(await loadAnswering())) {
          if (event.kind === "tool") {
            setTool(event.data.name);
          } else if (event.kind === "done") {
            const { message_id, content } = event.data;
            dispatch({ kind: "answered", answerId: message_id, content, details: detailsOf(event.data) });
          } else {
            dispatch({ kind: "streamed", event });
          }
          if (event.kind === "start") {
            const { answer_id, session_id } = event.data;
            setAnswerId(answer_id);
            enter({ dataset: shown.current?.dataset ?? null, conversation: session_id });
            browserState.setPendingAnswer({ answerId: answer_id, sessionId: session_id, question });
          }
        }
      } catch (error) {
        if (!signal.aborted) {
          failTurn(error);
        }
      }
      if (!signal.aborted) {
        endTurn();
        void queries.invalidateQueries({ queryKey: CONVERSATIONS });
      }
    },
    [endTurn, enter, failTurn, queries],
  );

  const ask = useCallback(
    async (question: string) => {
      const signal = startRequest();
      const current = shown.current;
      const body = {
        message: question,
        ...(current?.dataset ? { dataset_id: current.dataset } : {}),
        ...(current?.conversation ? { conversation_id: current.conversation } : {}),
      };
      dispatch({ kind: "asked", question });
      if (browserState.isStreaming()) {
        await follow((requests) => requests.askStreaming(body, signal), question, signal);
        return;
      }
      setBusy(true);
      try {
        const answer = await (await loadAnswering()).askWithoutStream(body, signal);
        enter({ dataset: current?.dataset ?? null, conversation: answer.conversation_id });
        dispatch({ kind: "answered", answerId: answer.message_id, content: answer.content, details: detailsOf(answer) });
        void queries.invalidateQueries({ queryKey: CONVERSATIONS });
      } catch (error) {
        if (!signal.aborted) {
          failTurn(error);
        }
      }
      if (!signal.aborted) {
        endTurn();
      }
    },
    [startRequest, follow, endTurn, enter, failTurn, queries],
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

  /** Shows the conversation of an address, which is a new one if it names none. */
  const open = useCallback(
    async (wanted: ChatAddress) => {
      const signal = startRequest();
      shown.current = wanted;
      setBusy(false);
      setAnswerId(null);
      setTool(null);
      setOpeningError(null);
      setLost(false);
      setTitle(null);
      dispatch({ kind: "cleared" });
      const id = wanted.conversation;
      setOpening(id !== null);
      if (id === null) {
        return;
      }
      const unfinished = browserState.pendingAnswer();
      const isUnfinished = unfinished?.sessionId === id;
      try {
        // with the conversation, so that it does not appear as plain text first
        const [stored] = await Promise.all([storedConversation(id, isUnfinished, signal), loadAnswerParts()]);
        signal.throwIfAborted();
        const history = stored?.messages.map((message) => fromStored({ ...message, details: detailsOf(message) })) ?? [];
        if (stored) {
          setTitle(stored.title ?? null);
          enter({ dataset: stored.dataset_id ?? null, conversation: id });
        }
        dispatch({ kind: "opened", messages: history });
        setOpening(false);
        if (history.some((message) => message.id === unfinished?.answerId)) {
          browserState.setPendingAnswer(null);
        } else if (isUnfinished) {
          const isAsked = history.at(-1)?.role === "user";
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
    [startRequest, enter, follow],
  );

  useEffect(() => {
    const current = shown.current;
    if (current?.dataset !== dataset || current.conversation !== conversation) {
      void open({ dataset, conversation });
    }
  }, [dataset, conversation, open]);

  useEffect(
    () => () => {
      inFlight.current?.abort();
      shown.current = undefined;
    },
    [],
  );

  const canStop = isBusy && answerId !== null;
  // the error is obsolete once that answer has ended
  const stopError = canStop && failedStop?.answerId === answerId ? failedStop.error : null;
  const named = title ?? messages.find(({ role }) => role === "user")?.content ?? null;
  const retry = () => void open(address);
  return { messages, named, isBusy, tool, isOpening, openingError, isLost, canStop, stopError, ask, stop, retry, rename: setTitle };
}

/** The stored conversation, or null when its first answer is still being written. */
async function storedConversation(id: string, isUnfinished: boolean, signal: AbortSignal): Promise<DataMessagesOut | null> {
  if (!isId(id)) {
    throw new ApiError(new Response(null, { status: 404 }), null);
  }
  try {
    return await orThrow(api.GET("/api/chat/conversations/{id}/messages", { params: { path: { id } }, signal }));
  } catch (error) {
    if (isUnfinished && error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}

export type DataConversation = ReturnType<typeof useDataConversation>;
