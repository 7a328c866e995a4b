/** The pages that anybody may see, and one for what is not there: error pages are code too. */
export const PUBLIC_PAGES = [
  '/',
  '/login',
  '/logged-out',
  '/help',
  '/contact',
  '/accessibility',
  '/privacy',
  '/device',
  '/transparency',
  '/status',
  '/trust',
  '/verify',
  '/unsubscribe',
  '/there-is-no-such-page',
]
