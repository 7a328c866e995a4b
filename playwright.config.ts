import { defineConfig } from '@playwright/test'
import { env } from '#lib/env.ts'

const { E2E_WEB, CHROMIUM_PATH, CI } = env('e2e')

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: CI !== undefined,
  retries: 1, // a browser that hangs while it closes is no finding; a test that fails twice is
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: E2E_WEB,
    trace: 'on-first-retry',
    locale: 'en-GB',
    timezoneId: 'Europe/Tallinn',
    launchOptions: {
      ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
  },
})
