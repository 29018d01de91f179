/** Why a backup or a restore is not done: a sentence that says what to do. Nothing was put in place. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** Faults of disks as such a sentence; anything else is a bug and stays as it is. */
export function inWords(error: unknown, folders: readonly string[]): unknown {
  const code = (error as { code?: string } | null)?.code ?? ''
  const places = folders.map((folder) => `「${folder}」`).join('と')
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new Refusal(
      `ディスクに空きがありません。${places}のディスクを空けてから、もう一度実行してください。途中のものは消しました。`,
    )
  }
  if (/^(EACCES|EPERM|EROFS|SQLITE_(CANTOPEN|READONLY|PERM).*)$/.test(code)) {
    return new Refusal(
      `${places}を読み書きできません（${code}）。場所と権限を確かめ、風通しを動かしている利用者で実行してください。`,
    )
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Refusal('データがほかの処理で使われています。少し待って、もう一度実行してください。')
  }
  return error
}
