import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { readonly payload: AdapterPayload; readonly until: number }

/**
 * What the provider remembers between requests: log-ins under way and codes, in memory only, for a demonstration. Nobody stays logged
 * in here: as with TARA, no log-in is taken over from an earlier one. Clients are not kept but asked of `findClient`.
 */
export function memory(findClient: (id: string) => Promise<AdapterPayload | undefined>): (model: string) => Adapter {
  const kept = new Map<string, Kept>()
  const find = (key: string) => {
    const found = kept.get(key)
    if (found && found.until > Date.now()) return found.payload
    kept.delete(key)
    return undefined
  }
  const findBy = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const key of kept.keys()) {
      const payload = key.startsWith(`${model}:`) ? find(key) : undefined
      if (payload && matches(payload)) return payload
    }
    return undefined
  }
  const forgetExpired = () => {
    for (const key of kept.keys()) find(key)
  }
  return (model) => ({
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      forgetExpired()
      if (model === 'Session' && payload.accountId) kept.delete(`${model}:${id}`)
      else kept.set(`${model}:${id}`, { payload, until: Date.now() + expiresIn * 1000 })
    },
    find: async (id) => (model === 'Client' ? findClient(id) : find(`${model}:${id}`)),
    findByUid: async (uid) => findBy(model, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findBy(model, (payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = find(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}
