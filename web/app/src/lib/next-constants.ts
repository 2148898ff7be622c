// In place of all constants of Next.js, most of which are texts for its server. A test compares them with the originals.
export const MATCHED_PATH_HEADER = "x-matched-path";
export const NEXT_INTERCEPTION_MARKER_PREFIX = "nxtI";
export const NEXT_NAV_DEPLOYMENT_ID_HEADER = "x-nextjs-deployment-id";
export const NEXT_QUERY_PARAM_PREFIX = "nxtP";
export const WEB_SOCKET_MAX_RECONNECTIONS = 12;
