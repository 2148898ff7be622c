/** What administrators list, by the names that its pages have for it. */
export type {
  AdminDocumentOut as DocumentRow,
  AdminJobOut as JobRow,
  AdminMessageOut as MessageRow,
  AdminSessionOut as SessionRow,
  AdminUserOut as UserRow,
  EvaluationOut as RunRow,
  StatsOut as Stats,
} from "sisuiq-client";
