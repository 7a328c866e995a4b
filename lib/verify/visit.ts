import { parseFirstPage, parseLaterPage } from '#lib/history/page.ts'
import { parseTrust, type Trust } from '#lib/history/trust.ts'
import { verifyFirstPage, verifyLaterPage } from '#lib/history/verify-page.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import { type Accusation, accuse } from './accusation.ts'
import { claimedPage, emptyPage, type FirstPage, loadedPage, type Page, pendingEntries, READER } from './loaded-page.ts'
import { Unreachable } from './log-files.ts'
import { findPin, keepPin, type Pin, pinOf, verifyPin } from './pins.ts'
import type { Ports } from './ports.ts'
import { Proven } from './proven.ts'
import { coverOf, emptyReport, waitingVerdict } from './report.ts'
import { evidenceFile, keptEvidence, pinFile } from './saved-files.ts'
import { SpotChecking } from './spot-checking.ts'
import { Telling } from './telling.ts'
import type {
  CheckedStamp,
  ClaimedStamp,
  EntryProof,
  HistoryEntry,
  HistorySession,
  KeptEvidence,
  LoadedPage,
  PinImport,
  Progress,
  Report,
  SavedFile,
  VisitOptions,
} from './types.ts'

/** One visit: the checks of docs/protocol.md, section 5, in a browser's worker or in Node. */
export class Visit implements Omit<HistorySession, 'close'> {
  readonly #options: VisitOptions
  readonly #ports: Ports
  readonly #trust: Trust
  readonly #telling: Telling
  readonly #spotChecks: SpotChecking
  #first: Promise<LoadedPage> | undefined
  #proven: Proven | undefined
  #accusation: Accusation | undefined

  constructor(options: VisitOptions, ports: Ports) {
    this.#options = options
    this.#ports = ports
    this.#trust = parseTrust(options.trust)
    this.#telling = new Telling(emptyReport(this.#trust), ports.now)
    this.#spotChecks = new SpotChecking(this.#telling, ports.random, (error, answer) => this.#accuse(error, answer))
  }

  open(): Promise<LoadedPage> {
    this.#first ??= this.#guarded(async () => {
      const pin = await findPin(this.#ports.pins, this.#trust, this.#options.identifier, this.#seconds()).catch(() => undefined)
      return this.#load(pin, (page, started) => this.#acceptFirst(page, started))
    })
    return this.#first
  }

  async more({ from, to }: { readonly from: number; readonly to: number }): Promise<LoadedPage> {
    await this.open()
    const { verdict, code } = this.#telling.report
    const proven = this.#proven
    if (!proven || verdict === 'mismatch') return emptyPage(verdict === 'checking' ? 'unchecked' : verdict, 0, code)
    return this.#guarded(() => this.#loadMore(proven, from, to))
  }

  report(): Report {
    return this.#telling.report
  }

  progress(): Progress {
    return this.#telling.progress
  }

  subscribe(listener: () => void): () => void {
    return this.#telling.subscribe(listener)
  }

  /** Resolves when the spot checks of all loaded pages are done. */
  settled(): Promise<void> {
    return this.#spotChecks.done
  }

  async proofOf(logIndex: number): Promise<EntryProof | undefined> {
    return this.#proven?.proofOf(logIndex)
  }

  async proofFile(logIndex: number): Promise<SavedFile | undefined> {
    return this.#proven?.proofFile(logIndex)
  }

  async timeStampOf(logIndex: number): Promise<ClaimedStamp | undefined> {
    return this.#proven?.timeStampOf(logIndex)
  }

  async checkTimeStamp(logIndex: number): Promise<CheckedStamp | undefined> {
    return this.#proven?.checkTimeStamp(logIndex)
  }

  async historyFile(logIndexes?: readonly number[]): Promise<SavedFile | undefined> {
    const proven = await this.#complete(logIndexes === undefined)
    return proven?.historyFile(this.#options, this.#seconds(), logIndexes)
  }

  async entries(logIndexes?: readonly number[]): Promise<readonly HistoryEntry[] | undefined> {
    const proven = await this.#complete(logIndexes === undefined)
    await this.settled()
    const { verdict } = this.#telling.report
    return verdict === 'mismatch' || verdict === 'checking' ? undefined : proven?.entries(verdict, logIndexes)
  }

  async evidence(): Promise<SavedFile | undefined> {
    return this.#accusation && evidenceFile(this.#accusation.evidence)
  }

  async keptEvidence(): Promise<readonly KeptEvidence[]> {
    return keptEvidence(await this.#ports.pins.evidence().catch(() => []))
  }

  async forget(): Promise<void> {
    await this.#ports.pins.alone(() => this.#ports.pins.clear())
  }

  async exportPin(): Promise<SavedFile | undefined> {
    return this.#proven?.verdict === 'verified' ? pinFile(this.#proven.head) : undefined
  }

  /** The earlier visit is checked against the log as it is now, at once; the entries on the screen stay those of this visit. */
  async importPin(text: string): Promise<PinImport> {
    await this.open()
    try {
      const head = verifyPin(text, this.#trust, this.#options.identifier, this.#seconds())
      await keepPin(this.#ports.pins, this.#trust, head)
      await this.#guarded(() => this.#load(pinOf(head), (page) => loadedPage(page, page.head.head.size, 'verified')))
      return head.checkpoint.size < (this.#proven?.head.checkpoint.size ?? 0) ? 'older' : 'imported'
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
      return error.code === 'wrong-label' || error.code === 'unknown-log' ? 'not-ours' : 'malformed'
    }
  }

  /** What was proven, with every entry where `all` are wanted; undefined when it cannot go into a file. */
  async #complete(all: boolean): Promise<Proven | undefined> {
    await this.open()
    const proven = this.#proven
    if (!proven || proven.waiting === 'quorum-not-met') return undefined
    for (let range = proven.missing(); range && all; range = proven.missing())
      if ((await this.more(range)).entries.length === 0) return undefined
    return this.#telling.report.verdict === 'mismatch' ? undefined : proven
  }

  async #load(pin: Pin | undefined, accept: (page: FirstPage, started: number) => LoadedPage): Promise<LoadedPage> {
    const answer = await this.#fetch(pin ? `?pin=${pin.logSize}.${pin.head.size}` : '')
    try {
      const { identifier } = this.#options
      const started = this.#ports.now()
      const visit = { trust: this.#trust, identifier, now: this.#seconds(), read: READER, pinned: pin }
      const page = verifyFirstPage(answer, visit)
      const loaded = accept(page, started)
      if (pin) this.#telling.update({ returning: { logSize: pin.logSize, size: pin.head.size, time: pin.time } })
      if (!page.waiting) await keepPin(this.#ports.pins, this.#trust, page.head).catch(() => undefined)
      return loaded
    } catch (error) {
      return claimedPage(answer, parseFirstPage, await this.#accuse(error, answer, pin))
    }
  }

  #acceptFirst(page: FirstPage, started: number): LoadedPage {
    const { head, waiting } = page
    const { size } = head.head
    const verdict = waiting ? waitingVerdict(head.checkpoint, this.#trust, this.#seconds()) : 'verified'
    this.#proven = new Proven({ head, verdict, waiting }, this.#trust, this.#ports.fetchFile)
    this.#take(page, this.#proven, started)
    return { ...loadedPage(page, size, verdict, waiting), pending: pendingEntries(page), unreadable: page.unreadable }
  }

  async #loadMore(proven: Proven, from: number, to: number): Promise<LoadedPage> {
    const { head, verdict, waiting } = proven
    const { size } = head.head
    const answer = await this.#fetch(`?head=${size}&from=${from}&to=${to}`)
    try {
      const started = this.#ports.now()
      const page = verifyLaterPage(answer, { head, from, to, identifier: this.#options.identifier, read: READER })
      this.#take(page, proven, started)
      return loadedPage(page, size, verdict, waiting)
    } catch (error) {
      return claimedPage(answer, parseLaterPage, await this.#accuse(error, answer))
    }
  }

  /** Counts a page that verified, and begins its spot checks. */
  #take(page: Page, proven: Proven, started: number): void {
    proven.take(page)
    const { fetchMs, verifyMs, entries } = this.#telling.report.timings
    const timings = { fetchMs, verifyMs: verifyMs + this.#ports.now() - started, entries: entries + page.entries.length }
    this.#telling.update({ ...coverOf(proven.cover, proven.head, this.#trust), timings })
    this.#spotChecks.begin(page, proven)
  }

  async #accuse(error: unknown, answer: Uint8Array, pin?: Pin): Promise<VerificationCode> {
    if (!(error instanceof VerificationError)) throw error
    const { fetchPage, fetchFile } = this.#ports
    const circumstances = { trust: this.#trust, identifier: this.#options.identifier, now: this.#seconds(), pin, fetchPage, fetchFile }
    this.#accusation = await accuse(error, answer, circumstances)
    const { code, evidence } = this.#accusation
    // Only a contradiction of the log: any other evidence is the answer itself, which is personal.
    if (code === 'forked' || code === 'inconsistent') await this.#ports.pins.keepEvidence(evidence).catch(() => undefined)
    this.#telling.update({ verdict: 'mismatch', code, hasEvidence: true })
    return code
  }

  /** Whatever else went wrong is nobody's lie: it could not be checked. */
  async #guarded(load: () => Promise<LoadedPage>): Promise<LoadedPage> {
    try {
      return await load()
    } catch (error) {
      if (!(error instanceof Unreachable)) console.error(error)
      if (this.#telling.report.verdict === 'checking') this.#telling.update({ verdict: 'unchecked' })
      return emptyPage('unchecked', this.#telling.report.size)
    } finally {
      if (this.#telling.progress.phase !== 'spot-checks') this.#telling.say('idle', 0, 0)
    }
  }

  async #fetch(query: string): Promise<Uint8Array> {
    const { covered, size, timings } = this.#telling.report
    this.#telling.say('fetching', covered, size)
    const started = this.#ports.now()
    const answer = await this.#ports.fetchPage(query)
    this.#telling.update({ timings: { ...timings, fetchMs: timings.fetchMs + this.#ports.now() - started } })
    this.#telling.say('verifying', covered, size)
    return answer
  }

  #seconds(): number {
    return Math.floor(this.#ports.now() / 1000)
  }
}
