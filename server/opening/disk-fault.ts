const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])
const UNREACHABLE = new Set([
  'ENOENT',
  'ENOTDIR',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'ENXIO',
  'ENODEV',
])

/** What is wrong with a disk and what to do first, as a sentence; null when it is something else. */
export function diskFault(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (FULL.has(code)) {
    return 'ディスクの空きが足りないため、書き込めませんでした。情報担当に空きを増やしてもらい、もう一度行ってください。'
  }
  if (UNREACHABLE.has(code) || /^SQLITE_(CANTOPEN|IOERR|READONLY)/.test(code)) {
    return 'データフォルダか控えのディスクに書き込めませんでした。ディスクがつながっているかを情報担当に確かめてもらい、もう一度行ってください。'
  }
  return null
}
