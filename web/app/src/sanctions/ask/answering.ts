/** What asks questions about sanctions law and shows answers, in one file of its own. */
export { stopAnswer } from "@/chat/answer-requests";

export { MessageList } from "./message-list";
export { askStreaming, askWithoutStream, streamFromStart } from "./requests";
