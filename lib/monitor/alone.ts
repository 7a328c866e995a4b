import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, realpath } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'

/**
 * Holds `folder` for this process until it ends, however it ends: a socket of a name made from the folder's, which the system frees by
 * itself. It does not see processes of another machine or container that share the folder.
 *
 * @throws {Error} if another process holds it.
 */
export async function holdFolder(folder: string): Promise<Server> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const id = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
  const server = createServer((socket) => socket.destroy())
  server.unref()
  // Elsewhere than on Linux and Windows there is no such name, and a loopback port made from the folder's stands for it.
  if (process.platform === 'linux') server.listen(`\0sightline-${id}`)
  else if (process.platform === 'win32') server.listen(`\\\\.\\pipe\\sightline-${id}`)
  else server.listen(49152 + (Number.parseInt(id.slice(0, 8), 16) % 16384), '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`Another process works in ${folder}. Stop it first: two with one state would sign what neither has checked.`, { cause })
  }
  return server
}
