// Runs on any Node ≥ 20, with nothing installed: installs the pinned Node and the packages when they are missing or out of date, then
// hands over to the program named by the first argument, run by the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The first Node whose OpenSSL has ML-DSA. */
const NEEDED = '24.6'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node ${process.versions.node} is too old: install Node 20 or newer.`)

const digest = (...files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}
const isCurrent = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value

const packages = digest('package.json', 'package-lock.json')
const packagesStamp = join('node_modules', '.sightline-packages')
if (!isCurrent(packagesStamp, packages)) {
  say('Installing the pinned Node and the packages. This takes a minute or two, the first time only.')
  const node = installNode()
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, as the one made on a partial mirror does.
  npm(node, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  rmSync('.node', { recursive: true, force: true })
  writeFileSync(packagesStamp, packages)
}

const node = pinnedNode()
const schema = digest('prisma/schema.prisma', 'package-lock.json')
const schemaStamp = join('generated', '.sightline-schema')
if (!isCurrent(schemaStamp, schema)) {
  say('Generating the database client.')
  // Generating needs no engine; naming one keeps Prisma from downloading it.
  run(node, [join('node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: node,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  })
  mkdirSync('generated', { recursive: true })
  writeFileSync(schemaStamp, schema)
}

const program = process.argv[2] ?? fail('Usage: node bin/bootstrap.js PROGRAM [ARGUMENT…]')
const path = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
const child = spawn(node, ['--disable-warning=ExperimentalWarning', program, ...process.argv.slice(3)], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
})
// Ctrl-C reaches the child by itself; it stops in order, and we end with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

/** Node for npm itself: some packages refuse an older one while they are installed. */
function installNode() {
  if (isRecent()) return process.execPath
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  mkdirSync('.node', { recursive: true })
  writeFileSync(join('.node', 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }))
  npm(process.execPath, ['install', '--prefix', '.node', '--no-audit', '--no-fund', '--loglevel=error', `node@${devDependencies.node}`])
  const installed = join(root, '.node', 'node_modules', 'node', 'bin', 'node')
  return works(installed) ? installed : process.execPath
}

function pinnedNode() {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (works(pinned)) return pinned
  if (isRecent()) return process.execPath
  return fail(`There is no Node ${NEEDED} for this machine in npm. Install Node ${NEEDED} or newer and run this again.`)
}

function isRecent() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [neededMajor, neededMinor] = NEEDED.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

function works(file) {
  return existsSync(file) && spawnSync(file, ['--version']).status === 0
}

function npm(node, args) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) run(node, [cli, ...args], { PATH: `${dirname(node)}:${process.env.PATH}` })
  else run('npm', args, {})
}

function run(command, args, env) {
  const { status, stdout, stderr } = spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8' })
  if (status === 0) return
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  fail(`“${[command, ...args].join(' ')}” failed. Mend what it says above and run this again; nothing has to be removed first.`)
}

function say(text) {
  console.log(`• ${text}`)
}

function fail(text) {
  console.error(text)
  process.exit(1)
}
