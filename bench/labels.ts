import { alpha } from '#lib/history/entry.ts'
import { vrfProver } from '#lib/history/vrf.ts'
import { figure } from './figure.ts'

const TARGET = 500
const COUNT = 1000

const prove = vrfProver(new Uint8Array(32).fill(7))
const inputs = Array.from({ length: COUNT }, (_, n) =>
  alpha({ system: 'https://fhir.ee/sid/pid/est/ni', value: String(30_000_000_000 + n) }),
)
for (const input of inputs.slice(0, 200)) prove(input)

const started = performance.now()
for (const input of inputs) prove(input)
const perSecond = COUNT / ((performance.now() - started) / 1000)
figure('labels', perSecond, 'labels/s', `≥ ${TARGET}`, perSecond >= TARGET)
