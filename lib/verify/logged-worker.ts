import { filesAt } from './http.ts'
import { checkLogged, type LoggedRequest } from './logged.ts'
import { random } from './random.ts'

addEventListener('message', async ({ data }: MessageEvent<LoggedRequest>) => {
  postMessage(await checkLogged(data, { fetchFile: filesAt(data.logUrl), now: () => Date.now(), random }))
})
