/** The cookies that a visitor’s browser sends, by name: what a test puts here. */
export const jar = new Map<string, string>()

export const cookies = async () => ({
  get: (name: string) => {
    const value = jar.get(name)
    return value === undefined ? undefined : { name, value }
  },
})

/** In the place of next-auth, whose part is the way to the identity provider. */
export default () => async () => new Response()
