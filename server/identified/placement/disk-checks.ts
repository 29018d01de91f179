import { formatJstDay } from '../../calendar/jst.ts'
import { attention, type Check, daysBetween, good } from './check.ts'
import type { PlacedFolder, PlacementFacts } from './facts.ts'

/** Below this, writing may fail in the middle of a survey. */
const LEAST_FREE = 2 * 2 ** 30
const DAYS_BETWEEN_BACKUPS = 2
/** A restore is rehearsed every quarter. */
const DAYS_BETWEEN_REHEARSALS = 100

export function permissions({ data }: PlacementFacts): Check {
  const topic = 'フォルダーの権限'
  if (data.openToOthers.length === 0) {
    return good(topic, `${data.folder} は、このプログラムの利用者だけが読めます。`)
  }
  const named = data.openToOthers
    .slice(0, 5)
    .map((name) => (name === '.' ? data.folder : name))
    .join('、')
  const more = data.openToOthers.length > 5 ? `ほか${data.openToOthers.length - 5}件` : ''
  return attention(
    topic,
    `サーバーのほかの利用者が読めるものがあります: ${named}${more === '' ? '' : `、${more}`}`,
    `サーバーで chmod -R go= ${data.folder} を実行してください。`,
  )
}

export function space({ data }: PlacementFacts): Check {
  const topic = 'ディスクの空き'
  const found = `空きは ${inUnits(data.freeBytes)}、データは ${inUnits(data.ownBytes)} です。`
  if (data.freeBytes >= LEAST_FREE) return good(topic, found)
  return attention(
    topic,
    found,
    '2GB以上を空けてください。足りなくなると、回答を受け付けられません。',
  )
}

export function mirror({ mirror: place }: PlacementFacts): Check {
  const topic = '回答箱の写し（BOX_MIRROR）'
  if (place === null) {
    return attention(
      topic,
      '写しを置いていません。ディスクが壊れると、受け付けた回答を失い、アンケートはやり直しになります。',
      '別のディスクにフォルダーを作り（所有者 kazetoshi、権限 700）、アンケートの告知の前に BOX_MIRROR で指定してください。',
    )
  }
  return folderFault(topic, place) ?? good(topic, `${place.folder}（別のディスク）に写しています。`)
}

function folderFault(topic: string, place: PlacedFolder): Check | null {
  if (!place.usable) {
    return attention(
      topic,
      `${place.folder} がないか、使えません。`,
      'ディスクがつながっているか、フォルダーの場所と権限（所有者 kazetoshi、権限 700）を確かめてください。',
    )
  }
  if (place.otherDisk) return null
  return attention(
    topic,
    `${place.folder} は、データと同じディスクにあります。`,
    '同じディスクでは、壊れたときに両方を失います。別のディスクのフォルダーにしてください。',
  )
}

export function backup({ backup: place, today }: PlacementFacts): Check {
  const topic = 'バックアップ（BACKUP_DIR）'
  if (place === null) {
    return attention(
      topic,
      '置き場所が決まっていません。',
      '別のディスクのフォルダーを BACKUP_DIR で指定し、合言葉のファイルを用意して systemctl enable --now kazetoshi-backup.timer を実行してください（導入と更新の手順書）。',
    )
  }
  if (place.keys.length > 0) {
    return attention(
      topic,
      `包まれた開封の鍵が入っています: ${place.keys.slice(0, 3).join('、')}`,
      'tally- で始まるファイルを消し、バックアップの対象から外してください。古い写しから、廃棄した回答箱が開けられるようになります。',
    )
  }
  const fault = folderFault(topic, place)
  if (fault !== null) return fault
  const { newest, rehearsed } = place
  const words = (day: string | null) => (day === null ? 'まだありません' : formatJstDay(day))
  const days = `最後のバックアップ: ${words(newest)}。戻す練習: ${words(rehearsed)}。`
  if (newest === null || daysBetween(newest, today) > DAYS_BETWEEN_BACKUPS) {
    return attention(
      topic,
      `${place.folder} にあります。${days}`,
      '毎晩のバックアップが動いていません。サーバーで systemctl status kazetoshi-backup.timer と journalctl -u kazetoshi-backup を確かめてください。',
    )
  }
  if (rehearsed === null || daysBetween(rehearsed, today) > DAYS_BETWEEN_REHEARSALS) {
    return attention(
      topic,
      `${place.folder} にあります。${days}`,
      '戻す練習を、3か月に1回行ってください（導入と更新の手順書の「戻す練習」）。合言葉をなくしていないかも、これで分かります。',
    )
  }
  return good(topic, `${place.folder}（別のディスク）にあります。${days}`)
}

function inUnits(bytes: number): string {
  const [unit, name] = bytes >= 2 ** 30 ? [2 ** 30, 'GB'] : [2 ** 20, 'MB']
  return `${(bytes / unit).toLocaleString('ja-JP', { maximumFractionDigits: 1 })}${name}`
}
