import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '#generated/prisma/client.ts'

export type Database = PrismaClient
export type Snapshot = Prisma.TransactionClient
export type JsonObject = Prisma.InputJsonObject
/** For a JSON column: NULL, and not JSON's null. */
export const NO_JSON = Prisma.DbNull
/** Parts of a statement, with their values apart: `$queryRaw` takes them. */
export type Sql = Prisma.Sql
export const { sql, join: joinSql } = Prisma

export function createDatabase(connectionString: string): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 10, connectionTimeoutMillis: 5000 }), errorFormat: 'minimal' })
}

/**
 * One snapshot of the database that shows a single patient's rows (row-level security) and the published state of the log.
 * Limits: 2 s to get a connection, 10 s for the work.
 */
export function patientSnapshot<T>(
  database: Database,
  patient: string,
  work: (snapshot: Snapshot) => Promise<T>,
  isolationLevel: 'RepeatableRead' | 'ReadCommitted' = 'RepeatableRead',
): Promise<T> {
  return database.$transaction(
    async (snapshot) => {
      await snapshot.$queryRaw`SELECT set_config('sightline.patient', ${patient}, true)`
      return work(snapshot)
    },
    { isolationLevel, maxWait: 2000, timeout: 10_000 },
  )
}

export type StaffWork = { readonly readOnly?: boolean }

/**
 * One transaction of a staff member, with the database log-in of staff: row-level security knows who works. That they may, the caller has
 * checked. What only reads sees one snapshot. Limits: 2 s to get a connection, 10 s for the work.
 */
export function staffWork<T>(
  database: Database,
  staff: string,
  work: (transaction: Snapshot) => Promise<T>,
  { readOnly = false }: StaffWork = {},
): Promise<T> {
  return database.$transaction(
    async (transaction) => {
      if (readOnly) await transaction.$executeRaw`SET TRANSACTION READ ONLY`
      await transaction.$queryRaw`SELECT set_config('sightline.staff', ${staff}, true), set_config('sightline.patient', '', true)`
      return work(transaction)
    },
    { isolationLevel: readOnly ? 'RepeatableRead' : 'ReadCommitted', maxWait: 2000, timeout: 10_000 },
  )
}
