import { type EventDraft, eventBytes } from '#lib/event/access-event.ts'
import { type FirstPage, type LaterPage, printFirstPage, printLaterPage } from '#lib/history/page.ts'
import type { TestLog } from '#lib/history/testing.ts'
import type { MakeEvent } from '#lib/history/testing-event.ts'
import { toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { Unreachable } from './log-files.ts'
import type { PinStore } from './pins.ts'
import type { Ports } from './ports.ts'
import type { Identifier, VisitOptions } from './types.ts'
import { Visit } from './visit.ts'

export const ANNA: Identifier = { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' }
export const BORIS: Identifier = { system: 'https://fhir.ee/sid/pid/est/ni', value: '37605030299' }
/** Seconds. */
export const NOW = 1_800_000_000

/** An access event as record systems report them, number `n` of its patient. */
export function accessEvent(patient: Identifier, n: number, more: Partial<EventDraft> = {}): MakeEvent {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString()
  const draft: EventDraft = {
    id: `${patient.value.slice(0, 8)}-0000-4000-8000-${String(n).padStart(12, '0')}`,
    kind: 'access',
    patient,
    accessedAt: at,
    recordedAt: at,
    action: 'R',
    eventType: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110110', display: 'Patient Record' },
    eventCodes: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read', display: 'read' }],
    outcome: '0',
    actor: {
      kind: 'professional',
      role: { system: 'urn:oid:2.16.756.5.30.1.127.3.10.6', code: 'HCP', display: 'Healthcare professional' },
    },
    organisation: { name: 'Tartu Clinic', identifier: { system: 'https://fhir.ee/sid/org/est/br', value: '90001478' } },
    application: { name: 'Clinical Information System' },
    purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT', display: 'Treatment' }],
    emergency: false,
    automatic: false,
    data: [{ category: 'laboratory', title: 'Blood count', reference: `DiagnosticReport/${n}` }],
    origin: { id: 'tartu-clinic', name: 'Tartu Clinic' },
    legalBasis: [],
    sensitivity: [],
    nameVisibility: { policy: 'shown' },
    ...more,
  }
  return (concealed) => eventBytes({ ...draft, concealed, sourceDigest: toBase64(new Uint8Array(32)) })
}

export const NAME = utf8('{"actor":{"name":"Anna Berg"}}')

/** Adds entries `from` … `to − 1` of a patient. */
export function addEntries(log: TestLog, patient: Identifier, from: number, to: number): void {
  for (let n = from; n < to; n++) log.add(patient, accessEvent(patient, n), NAME)
}

export function memoryPins(): PinStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>()
  const kept = new Set<string>()
  return {
    texts,
    alone: (run) => run(),
    all: async () => [...texts.values()],
    get: async (key) => texts.get(key),
    put: async (key, text) => void texts.set(key, text),
    clear: async () => {
      texts.clear()
      kept.clear()
    },
    keepEvidence: async (text) => void kept.add(text),
    evidence: async () => [...kept],
  }
}

/** How a server may be dishonest, or absent; all of it is honest where nothing is said. */
export type Server = {
  readonly log: TestLog
  readonly first?: (page: FirstPage) => FirstPage
  /** Instead of a first page. */
  readonly raw?: Uint8Array
  readonly later?: (page: LaterPage) => LaterPage
  readonly file?: (path: string, bytes: Uint8Array) => Uint8Array
  /** Anchors and their index, by path. */
  readonly anchors?: (path: string) => string | undefined
  offline?: 'pages' | 'files'
  readonly who?: Identifier
}

/** A visit to a server that answers as the real one does, at `NOW`. `asked` collects what it asked for. */
export function visitTo(server: Server, pins: PinStore = memoryPins(), now = NOW): { visit: Visit; asked: string[] } {
  const asked: string[] = []
  const options: VisitOptions = { trust: server.log.trustText, identifier: ANNA, historyUrl: '/api/me/history', logUrl: '/log' }
  let seed = 1
  const ports: Ports = {
    fetchPage: async (query) => {
      asked.push(query)
      if (server.offline === 'pages') throw new Unreachable('offline')
      return answer(server, new URLSearchParams(query))
    },
    fetchFile: async (path) => {
      asked.push(path)
      if (server.offline === 'files') throw new Unreachable('offline')
      if (path.startsWith('anchors')) return anchorFile(server, path)
      return (server.file ?? honestFile)(path, server.log.file(path))
    },
    pins,
    now: () => now * 1000,
    random: (below) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed % below
    },
  }
  return { visit: new Visit(options, ports), asked }
}

function anchorFile({ anchors }: Server, path: string): Uint8Array {
  const text = anchors?.(path)
  if (text === undefined) throw new Unreachable('status 404')
  return utf8(text)
}

function honestFile(_: string, bytes: Uint8Array): Uint8Array {
  return bytes
}

function answer({ log, first = (page) => page, raw, later = (page) => page, who = ANNA }: Server, query: URLSearchParams): Uint8Array {
  const [from, to] = [Number(query.get('from')), Number(query.get('to'))]
  if (query.has('head')) return printLaterPage(later(log.laterPage(who, { from, to })))
  const [logSize, size] = query.get('pin')?.split('.') ?? []
  const pin = logSize === undefined ? undefined : { logSize: Number(logSize), size: Number(size) }
  return raw ?? printFirstPage(first(log.firstPage(who, pin)))
}
