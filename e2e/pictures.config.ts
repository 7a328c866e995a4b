import base from '../playwright.config.ts'

export default { ...base, testDir: '.', testMatch: '**/pictures.ts', fullyParallel: true, retries: 1 }
