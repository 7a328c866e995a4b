import type { LoggedReport } from '#lib/verify/logged.ts'
import type { HistorySession, LoadedPage } from '#lib/verify/types.ts'

/** TanStack Query options: the only place with query keys. */

/** Entries in a request: as many as somebody reads; and the most that may be asked for, when all are to be checked. */
export const PAGE = 250
export const LARGEST_PAGE = 1000

type Range = { readonly from: number; readonly to: number }

/** The pages of one visit, newest first; later ones hold up to `step` entries. */
export const historyPages = (visit: number, session: HistorySession | undefined, step: number) => ({
  queryKey: ['history', visit] as const,
  enabled: session !== undefined,
  queryFn: ({ pageParam }: { readonly pageParam: Range | null }): Promise<LoadedPage> => {
    if (!session) throw new Error('no visit has begun')
    return pageParam ? session.more(pageParam) : session.open()
  },
  initialPageParam: null as Range | null,
  // A page that could not be fetched is asked for again; after one that does not match there is nothing more to ask.
  getNextPageParam: (last: LoadedPage, pages: readonly LoadedPage[]): Range | null => {
    const { from } = pages.findLast(({ verdict }) => verdict !== 'unchecked') ?? last
    if (last.verdict === 'mismatch' || from === 0) return null
    return { from: Math.max(0, from - step), to: from }
  },
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
  gcTime: 0,
  retry: false,
})

/** What this browser finds of some entries in the public log; `name` says which they are. */
export const loggedEntries = (name: string, check: (signal: AbortSignal) => Promise<LoggedReport>) => ({
  queryKey: ['logged', name] as const,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => check(signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  retry: false,
})

type TimeLeft = { readonly secondsLeft: number; readonly secondsLeftAtMost: number }

const timeLeft = async (method: 'GET' | 'POST'): Promise<TimeLeft | null> => {
  const answer = await fetch('/api/session', { method, cache: 'no-store' })
  if (answer.status === 401) return null
  if (!answer.ok) throw new Error(`the session answered ${answer.status}`)
  return (await answer.json()) as TimeLeft
}

/** Asked every minute, also in a tab that nobody sees, and at once when somebody comes back to it. */
export const sessionTimeLeft = {
  queryKey: ['session'] as const,
  queryFn: () => timeLeft('GET'),
  refetchInterval: 60_000,
  refetchIntervalInBackground: true,
  refetchOnWindowFocus: 'always' as const,
  gcTime: 0,
}

/** Whether the reader may act by a representation still; where nobody is logged in any more, the question about the session says so. */
export const stillActing = (id: string) => ({
  queryKey: ['acting', id] as const,
  queryFn: async () => (await fetch(`/api/for/${id}`, { cache: 'no-store' })).status !== 404,
  refetchInterval: 60_000,
  refetchOnWindowFocus: 'always' as const,
  gcTime: 0,
})

/** On which a page that somebody who logged out comes to tells the other tabs to ask for their session. */
export const SESSION_CHANNEL = 'sightline-session'

export const extendSession = { mutationKey: ['session'] as const, mutationFn: () => timeLeft('POST') }

/** Has this device show no more what a first visit is for. Where the server cannot be asked, it does so again at the next visit. */
export const dismissFirstVisit = {
  mutationKey: ['first-visit'] as const,
  mutationFn: () => fetch('/api/first-visit', { method: 'POST', redirect: 'manual', keepalive: true }),
}

type AddedBrowser = 'added' | 'denied' | 'failed'

/** Its scope has no page with anybody's data but the settings themselves. */
const PUSH_WORKER = { script: '/alerts-worker.js', scope: '/alerts' }

/** Asks the person, then their browser's push service, and tells our server where that takes messages. */
export const addThisBrowser = (applicationServerKey: string, visit: string | undefined) => ({
  mutationKey: ['push'] as const,
  mutationFn: async (): Promise<AddedBrowser> => {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    try {
      const { script, scope } = PUSH_WORKER
      const registration = await navigator.serviceWorker.register(script, { scope })
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
      const { endpoint, keys } = subscription.toJSON()
      const body = new URLSearchParams({ endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' })
      if (visit !== undefined) body.set('visit', visit)
      const answer = await fetch('/api/me/alerts/browser', { method: 'POST', body, redirect: 'follow' })
      return answer.ok && new URL(answer.url).searchParams.has('done') ? 'added' : 'failed'
    } catch {
      return 'failed' // no push service can be reached
    }
  },
})
