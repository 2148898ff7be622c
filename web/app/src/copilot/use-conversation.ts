"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, type ChatMode, type ConversationOut, orThrow } from "sisuiq-client";
import { type AnswerDetails, detailsOf } from "@/answers/answer";
import { explainChat, isGone, isMissing } from "@/chat/explain-chat";
import { fromStored, messagesReducer } from "@/chat/messages";
import type { AnswerEvent } from "@/lib/answer-events";
import { api } from "@/lib/api";
import { browserState } from "@/lib/storage";
import * as m from "@/paraglide/messages";
import { addressOf, changeAddress, useCopilotAddress } from "./address";
import { loadAnswerParts } from "./answer-parts";
import { type Answering, loadAnswering } from "./load-answering";

/** The conversation that the address names: its messages, the answer in progress, and the actions on them. */
export function useConversation() {
  const queries = useQueryClient();
  const { conversationId } = useCopilotAddress();
  const [messages, dispatch] = useReducer(messagesReducer<AnswerDetails>, []);
  const [mode, setMode] = useState<ChatMode>("strategy_qa");
  const [sessionId, setSessionId] = useState<string | null>(null);
  const [title, setTitle] = useState<string | null>(null);
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

  const selectSession = useCallback((id: string | null) => {
    shown.current = id;
    setSessionId(id);
    browserState.setSession(id);
  }, []);

  /** Gives a conversation that was just created its address. */
  const enterSession = useCallback(
    (id: string) => {
      selectSession(id);
      changeAddress(addressOf({ conversationId: id }), "replace");
    },
    [selectSession],
  );

  const endTurn = useCallback(() => {
    setBusy(false);
    setAnswerId(null);
    browserState.setPendingAnswer(null);
  }, []);

  const failTurn = useCallback((error: unknown) => {
    dispatch({ kind: "failed", reason: explainChat(error) });
    setLost(isGone(error));
  }, []);

  const follow = useCallback(
    async (start: (requests: Answering) => AsyncGenerator<AnswerEvent>, question: string, signal: AbortSignal) => {
      setBusy(true);
      try {
        for await (const event of start(await loadAnswering())) {
          if (event.kind === "done") {
            const { answer_id: answerId, content } = event.data;
            dispatch({ kind: "answered", answerId, content, details: detailsOf(event.data) });
            continue;
          }
          dispatch({ kind: "streamed", event });
          if (event.kind === "start") {
            const { answer_id, session_id } = event.data;
            setAnswerId(answer_id);
            enterSession(session_id);
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
        void queries.invalidateQueries({ queryKey: ["sessions"] });
      }
    },
    [endTurn, enterSession, failTurn, queries],
  );

  const ask = useCallback(
    async (question: string) => {
      const signal = startRequest();
      const body = { message: question, mode, ...(sessionId === null ? {} : { session_id: sessionId }) };
      dispatch({ kind: "asked", question });
      if (browserState.isStreaming()) {
        await follow((requests) => requests.askStreaming(body, signal), question, signal);
        return;
      }
      setBusy(true);
      try {
        const answer = await (await loadAnswering()).askWithoutStream(body, signal);
        enterSession(answer.session_id);
        const { answer_id, answer: content } = answer;
        dispatch({ kind: "answered", answerId: answer_id, content, details: detailsOf(answer) });
        void queries.invalidateQueries({ queryKey: ["sessions"] });
      } catch (error) {
        if (!signal.aborted) {
          failTurn(error);
        }
      }
      if (!signal.aborted) {
        endTurn();
      }
    },
    [startRequest, follow, endTurn, failTurn, mode, enterSession, queries, sessionId],
  );

  const regenerate = useCallback(
    async (oldAnswerId: string) => {
      const signal = startRequest();
      const question = messages.findLast(({ role }) => role === "user")?.content ?? "";
      dispatch({ kind: "regenerated", answerId: oldAnswerId });
      await follow((requests) => requests.regenerateStreaming(oldAnswerId, signal), question, signal);
    },
    [startRequest, follow, messages],
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

  const clear = useCallback(
    (newMode: ChatMode) => {
      startRequest();
      endTurn();
      setOpening(false);
      setOpeningError(null);
      setLost(false);
      setTitle(null);
      setMode(newMode);
      browserState.setMode(newMode);
      changeAddress(addressOf({ conversationId: null }), shown.current ? "push" : "replace");
      selectSession(null);
      dispatch({ kind: "cleared" });
    },
    [startRequest, endTurn, selectSession],
  );

  /** Opens a stored conversation. One that is only `remembered` and was deleted meanwhile gives way to a new one. */
  const open = useCallback(
    async (id: string, { isRemembered = false } = {}) => {
      const signal = startRequest();
      setBusy(false);
      setAnswerId(null);
      setOpening(true);
      setOpeningError(null);
      setLost(false);
      setTitle(null);
      dispatch({ kind: "cleared" });
      selectSession(id);
      const unfinished = browserState.pendingAnswer();
      try {
        const loading = storedConversation(id, unfinished?.sessionId === id, signal);
        // with the conversation, so that it does not appear as plain text first
        const [stored] = await Promise.all([loading, loadAnswerParts()]);
        signal.throwIfAborted();
        if (isRemembered) {
          changeAddress(addressOf({ conversationId: id }), "replace");
        }
        const history = stored?.messages.map(fromStored<AnswerDetails>) ?? [];
        if (stored) {
          setTitle(stored.title ?? null);
          setMode(stored.mode);
          browserState.setMode(stored.mode);
        }
        dispatch({ kind: "opened", messages: history });
        setOpening(false);
        const isStored = history.some((message) => message.id === unfinished?.answerId);
        if (isStored) {
          browserState.setPendingAnswer(null);
        } else if (unfinished?.sessionId === id) {
          const isAsked = history.at(-1)?.role === "user";
          dispatch(isAsked ? { kind: "regenerated", answerId: "" } : { kind: "asked", question: unfinished.question });
          setAnswerId(unfinished.answerId);
          const { answerId: started } = unfinished;
          await follow((requests) => requests.streamFromStart(started, signal), unfinished.question, signal);
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (isRemembered && isMissing(error)) {
          // Back has nothing to return to
          shown.current = null;
          clear(browserState.mode());
          return;
        }
        changeAddress(addressOf({ conversationId: id, citationId: citationInAddress() }), "replace");
        setOpening(false);
        setOpeningError(error);
        browserState.setSession(null);
      }
    },
    [startRequest, follow, selectSession, clear],
  );

  useEffect(() => {
    const first = shown.current === undefined;
    if (first) {
      setMode(browserState.mode());
    }
    const wanted = conversationId === undefined ? (first ? browserState.session() : null) : conversationId;
    if (wanted === shown.current) {
      return;
    }
    if (wanted === null) {
      clear(browserState.mode());
    } else if (conversationId === undefined) {
      void open(wanted, { isRemembered: true });
    } else {
      changeAddress(addressOf({ conversationId: wanted, citationId: citationInAddress() }), "replace");
      void open(wanted);
    }
  }, [conversationId, clear, open]);

  useEffect(
    () => () => {
      inFlight.current?.abort();
      shown.current = undefined;
    },
    [],
  );

  const question = messages.find(({ role }) => role === "user")?.content;
  const named = title ?? question;
  useEffect(() => {
    document.title = named ? m.pages_tab_title({ title: shorten(named) }) : m.shell_product();
  }, [named]);

  const canStop = isBusy && answerId !== null;
  // the error is obsolete once that answer has ended
  const stopError = canStop && failedStop?.answerId === answerId ? failedStop.error : null;
  const state = { messages, mode, sessionId, isBusy, isOpening, openingError, isLost, canStop, stopError };
  // the tab has the title
  return { ...state, ask, regenerate, stop, clear, open, rename: setTitle };
}

/** The stored conversation, or null when its first answer is still being written. */
async function storedConversation(id: string, isUnfinished: boolean, signal: AbortSignal): Promise<ConversationOut | null> {
  try {
    return await orThrow(api.GET("/api/v1/sessions/{id}", { params: { path: { id } }, signal }));
  } catch (error) {
    if (isUnfinished && error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}

function citationInAddress(): string | null {
  return new URLSearchParams(location.search).get("citation");
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}

export type Conversation = ReturnType<typeof useConversation>;
