import { makeBackup } from '../backup/make-backup.ts'

/** Of an invented city only. */
export const SIMULATED_PASSPHRASE = 'an invented city has no secrets'

/** As `npm run backup` makes it; the encryption is no part of what is attacked, so its work is small. */
export async function nightlyBackup(data: string, backups: string, now: Date): Promise<void> {
  const passphrase = SIMULATED_PASSPHRASE
  await makeBackup({ data, to: backups, passphrase, now, workFactor: 10 })
}
