/** The menu of a document and its confirmation, in one file of their own. */
export { DeleteDocument } from "./delete-document";
export { DocumentMenuItems } from "./document-menu-items";
