import { readdirSync, readFileSync } from 'node:fs'
import createNextIntlPlugin from 'next-intl/plugin'

// What every answer carries. HTML pages get a longer Content-Security-Policy from proxy.ts instead of this one.
const headers = {
  'Content-Security-Policy': "frame-ancestors 'none'; object-src 'none'; base-uri 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

// Files that somebody sent: should a browser show one, it can do nothing.
const STRANGERS = ['/api/:path*/files/:file', '/api/support/incidents/:id/evidence']

// What the page says that is shown when all else has failed, in every language: it can fetch nothing, and need not carry the message files.
const texts = readdirSync('messages').filter((file) => file.endsWith('.json'))
const lastWords = texts.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(`messages/${file}`, 'utf8')).problem])

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // the test command checks them
  images: { unoptimized: true },
  serverExternalPackages: ['date-holidays'], // megabytes of data
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // The trust file is an input of the build (docs/protocol.md, section 5): it stands in the browser's code as it was built.
  env: {
    SIGHTLINE_TRUST: readFileSync(process.env.TRUST_FILE ?? '.data/trust.json', 'utf8'),
    SIGHTLINE_LAST_WORDS: JSON.stringify(Object.fromEntries(lastWords)),
  },
  rewrites: async () => [{ source: '/.well-known/security.txt', destination: '/security.txt' }],
  headers: async () => [
    { source: '/:path*', headers: Object.entries(headers).map(([key, value]) => ({ key, value })) },
    ...STRANGERS.map((source) => ({ source, headers: [{ key: 'Content-Security-Policy', value: "sandbox; default-src 'none'" }] })),
  ],
}

export default createNextIntlPlugin({
  requestConfig: './app/i18n.ts',
  experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
})(config)
