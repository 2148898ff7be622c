/** What asks questions and shows messages, in one file of its own. */

export { stopAnswer } from "@/chat/answer-requests";
export { AnswerInsights } from "./answer-insights";
export { askStreaming, askWithoutStream, regenerateStreaming, streamFromStart } from "./chat-api";
export { MessageList } from "./message-list";
