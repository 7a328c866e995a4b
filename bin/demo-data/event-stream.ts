import { once } from 'node:events'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { createInterface } from 'node:readline'

/** One `POST /api/access-events`: lines are written no faster than the gateway takes them, and its answers are read meanwhile. */
export class EventStream {
  lines = 0
  readonly #request: ClientRequest
  readonly #answered: Promise<void>

  constructor(url: URL, token: string) {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest
    this.#request = open(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+ndjson', prefer: 'return=minimal' },
    })
    this.#answered = once(this.#request, 'response').then(([response]) => readAnswers(response as IncomingMessage))
    // Whoever writes or ends next hears of it.
    this.#answered.catch((error) => this.#request.destroy(error))
  }

  async write(line: string): Promise<void> {
    this.lines++
    if (!this.#request.write(line)) await Promise.race([once(this.#request, 'drain'), this.#answered])
  }

  /** Every line was stored. */
  async end(): Promise<void> {
    this.#request.end()
    await this.#answered
  }
}

async function readAnswers(response: IncomingMessage): Promise<void> {
  let last = ''
  for await (const line of createInterface({ input: response })) {
    if (line.includes('"status":"refused"')) throw new Error(`The gateway refused a line: ${line}`)
    last = line
  }
  if (response.statusCode !== 200 || !last.startsWith('{"end":true')) {
    throw new Error(`The gateway answered ${response.statusCode} and ended with ${last}. Start this again: nothing is stored twice.`)
  }
}
