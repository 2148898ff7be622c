import { orThrow, type SharedAnswer } from "sisuiq-client";

import { type Message, type MessageAction, messagesReducer } from "@/chat/messages";
import { type DatasetDetails, detailsOf } from "@/data/chat/answer";
import { api } from "@/lib/api";

import { explainAskByLink } from "./explain-ask-by-link";

type Send = (question: string) => Promise<SharedAnswer>;

/**
 * The questions of a visit and their answers. They are stored nowhere but in the memory of the tab, where they outlive the view that
 * shows them: a reader may look at the rows of a figure and come back.
 */
export class VisitQuestions {
  readonly #send: Send;
  readonly #listeners = new Set<() => void>();
  #messages: Message<DatasetDetails>[] = [];

  constructor(send: Send) {
    this.#send = send;
  }

  readonly get = (): Message<DatasetDetails>[] => this.#messages;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks a question, one at a time. Never rejects: returns the error, which the list of messages explains, too. */
  async ask(question: string): Promise<unknown> {
    return this.#isWaiting() ? undefined : await this.#follow(question, { kind: "asked", question });
  }

  /** Asks the last question again, whose answer failed. */
  async retry(): Promise<unknown> {
    const [question, failed] = this.#messages.slice(-2);
    return question && failed?.state === "failed"
      ? await this.#follow(question.content, { kind: "regenerated", answerId: failed.id })
      : undefined;
  }

  async #follow(question: string, begin: MessageAction<DatasetDetails>): Promise<unknown> {
    this.#apply(begin);
    try {
      const answer = await this.#send(question);
      const answerId = this.#messages.at(-1)?.id ?? "";
      this.#apply({ kind: "answered", answerId, content: answer.content, details: detailsOf(answer) });
      return undefined;
    } catch (error) {
      this.#apply({ kind: "failed", reason: explainAskByLink(error) });
      return error;
    }
  }

  #isWaiting(): boolean {
    return this.#messages.at(-1)?.state === "writing";
  }

  #apply(action: MessageAction<DatasetDetails>): void {
    this.#messages = messagesReducer(this.#messages, action);
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

const visits = new Map<string, VisitQuestions>();

/** The questions of this visit to the page of a link. */
export function visitQuestions(token: string): VisitQuestions {
  const known = visits.get(token) ?? new VisitQuestions((message) => askByLink(token, message));
  visits.set(token, known);
  return known;
}

function askByLink(token: string, message: string): Promise<SharedAnswer> {
  return orThrow(api.POST("/api/datasets/shared/{token}/message", { params: { path: { token } }, body: { message } }));
}
