/** What asks questions and shows messages, in one file of its own. */
export { AnswerInsights } from "./answer-insights";
export { askStreaming, askWithoutStream, regenerateStreaming, stopAnswer, streamFromStart } from "./chat-api";
export { MessageList } from "./message-list";
