/** What administrators list, by the names that its pages have for it. */
export type {
  AdminDocumentOut as DocumentRow,
  AdminMessageOut as MessageRow,
  AdminSessionOut as SessionRow,
  AdminUserOut as UserRow,
  StatsOut as Stats,
} from "sisuiq-client";
