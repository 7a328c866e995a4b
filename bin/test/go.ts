import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inheritedEnv } from '#lib/env.ts'

const NEEDED = ['/usr/bin/go', '/usr/share/gocode/src/golang.org/x/mod/sumdb']

/** Go and its sumdb packages, by which the log is read a second time: installed as root on Debian. Without them those tests are skipped by name. */
export function findGo(): void {
  if (NEEDED.every(existsSync) || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log('• There is no Go: installing it.')
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'golang-go', 'golang-golang-x-mod-dev'], {
    stdio: 'ignore',
    env: inheritedEnv({ DEBIAN_FRONTEND: 'noninteractive' }),
  })
}
