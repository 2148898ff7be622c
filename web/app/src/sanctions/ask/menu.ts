/** The menus of conversations and folders and their dialogs, in one file of their own. */
export { ChatActions, FolderActions } from "./chat-actions";
export { ChatDialog } from "./chat-dialog";
export { DeleteFolderDialog, NewFolderDialog } from "./folder-dialogs";
