import { existsSync } from 'node:fs'
import { type BoxFile, boxPath, openBoxFile, reconcileBoxFiles } from '../stores/box.ts'
import { OpeningRefused } from './opening-refused.ts'

/**
 * The box as everybody filled it: what stands in one of the folders (data, mirror) and lacks in another,
 * after a crash or after an older file was put back, is brought together first. Without a mirror an older
 * file cannot be told from the present one: README says so.
 *
 * @param folders the data folder first, then the mirror where there is one.
 * @param name what people call the box.
 * @throws {OpeningRefused} when a copy is missing or the copies are not of one box.
 */
export function openWholeBox(
  folders: readonly string[],
  survey: string,
  name: '回答箱' | '提案箱' = '回答箱',
): BoxFile {
  const files = folders.map((folder) => boxPath(folder, survey))
  const [main] = files
  const missing = files.find((file) => !existsSync(file))
  if (main === undefined || missing !== undefined) {
    throw new OpeningRefused(
      `${name}のファイル「${missing}」がありません。別の控えだけで開封すると中身が失われるおそれがあるため、止めました。情報担当へご連絡ください。`,
    )
  }
  try {
    for (const mirror of files.slice(1)) reconcileBoxFiles(main, mirror)
  } catch {
    throw new OpeningRefused(
      `${name}と控えの内容が食い違うため、止めました。どちらも変えずに、情報担当へご連絡ください。`,
    )
  }
  return openBoxFile(main)
}
