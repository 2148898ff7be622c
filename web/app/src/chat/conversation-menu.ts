/** The menu of a conversation and its dialogs, in one file of their own. */
export { ConversationActions } from "./conversation-actions";
export { ConversationDialog } from "./conversation-dialog";
