import { toHex, utf8 } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'
import type { PinStore } from './pins.ts'

const DATABASE = 'sightline'
const PINS = 'pins'
const EVIDENCE = 'evidence'
/** A log that contradicts itself again and again adds nothing to the first times. */
const MOST_EVIDENCE = 20

/** The browser's pins and evidence, changed by one tab at a time. */
export function indexedDbPins(): PinStore {
  const pins = store(PINS)
  const evidence = store(EVIDENCE)
  return {
    alone: (work) => navigator.locks.request('sightline-pins', work),
    all: () => pins<string[]>('readonly', (all) => all.getAll()),
    get: (key) => pins<string | undefined>('readonly', (all) => all.get(key)),
    put: async (key, text) => void (await pins('readwrite', (all) => all.put(text, key))),
    clear: async () => {
      await pins('readwrite', (all) => all.clear())
      await evidence('readwrite', (all) => all.clear())
    },
    keepEvidence: async (text) => {
      if ((await evidence('readonly', (all) => all.count())) < MOST_EVIDENCE)
        await evidence('readwrite', (all) => all.put(text, toHex(sha256(utf8(text)))))
    },
    evidence: () => evidence<string[]>('readonly', (all) => all.getAll()),
  }
}

function store(name: string) {
  return async <T>(mode: IDBTransactionMode, request: (all: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await opened()
    try {
      return await settled(request(database.transaction(name, mode).objectStore(name)))
    } finally {
      database.close()
    }
  }
}

/** Version 1 had no evidence. */
function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 2)
  request.onupgradeneeded = () => {
    const { result } = request
    for (const name of [PINS, EVIDENCE]) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name)
  }
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser keeps no pins'))
  })
}
