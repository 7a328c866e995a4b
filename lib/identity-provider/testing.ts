export type Visited = { readonly url: string; readonly response: Response; readonly text: string }

/** Cookies and redirects, and no more of a browser; for tests. Follows redirects as long as they stay on one host. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  async follow(address: string, form?: URLSearchParams): Promise<Visited> {
    const { host } = new URL(address)
    let url = new URL(address)
    let body = form
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(url, { method: body ? 'POST' : 'GET', body: body ?? null, redirect: 'manual', headers: this.#header() })
      this.#keep(response)
      const to = response.headers.get('location')
      if (!to) return { url: url.href, response, text: await response.text() }
      await response.body?.cancel()
      url = new URL(to, url)
      body = undefined
      if (url.host !== host) return { url: url.href, response, text: '' }
    }
    throw new Error(`Too many redirects from ${address}.`)
  }

  #header(): Record<string, string> {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = ''] = pair.split('=')
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, pair.slice(name.length + 1))
    }
  }
}
