/** The rows of the administration's lists, under the names its pages use. */
export type {
  AdminAccessRequestOut as AccessRequestRow,
  AdminDocumentOut as DocumentRow,
  AdminFeedbackOut as FeedbackRow,
  AdminGroupOut as GroupRow,
  AdminJobOut as JobRow,
  AdminMessageOut as MessageRow,
  AdminSessionOut as SessionRow,
  AdminUserOut as UserRow,
  EvaluationOut as RunRow,
  GroupMemberOut as MemberRow,
  ManagedUserOut as ManagedUser,
  StatsOut as Stats,
} from "sisuiq-client";
