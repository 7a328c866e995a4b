/** How long alerts are kept, and what was sent is remembered. */
export const KEPT_DAYS = 90

/** How long a link that confirms an address counts. */
export const LINK_MINUTES = 60
