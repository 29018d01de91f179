import { formatJstDay } from '../../calendar/jst.ts'
import { attention, type Check, choice, good } from './check.ts'
import type { PlacementFacts } from './facts.ts'

export function clock({ clock: { synchronised, wentBack } }: PlacementFacts): Check {
  const topic = '時計'
  if (wentBack) {
    return attention(
      topic,
      '今の時刻より後の日付のファイルがあります。時計が戻された疑いがあります。',
      '時計を合わせてください（timedatectl）。受付の始まりと終わり、回答の期限は、この時計で決まります。',
    )
  }
  if (synchronised === true) return good(topic, '庁内の時計と合っています（NTP）。')
  return attention(
    topic,
    synchronised === false
      ? '時計の自動合わせ（NTP）が働いていません。'
      : '時計の自動合わせ（NTP）を確かめられませんでした。',
    'timedatectl で確かめ、庁内のNTPサーバーに合わせてください（chrony または systemd-timesyncd）。',
  )
}

export function memory({ memory: { swap, coreDumps } }: PlacementFacts): Check {
  const topic = 'スワップとコアダンプ'
  const faults = [
    ...(swap === true ? ['スワップに書かれることがあります'] : []),
    ...(coreDumps === true ? ['異常終了のときにコアダンプが作られることがあります'] : []),
  ]
  if (faults.length > 0) {
    return attention(
      topic,
      `${faults.join('。')}。`,
      '同梱の deploy/kazetoshi.service で動かすか（MemorySwapMax=0、LimitCORE=0）、スワップを切るか暗号化してください。開封のときに、鍵がメモリーにあります。',
    )
  }
  if (swap === null || coreDumps === null) {
    return choice(
      topic,
      'このサーバーでは確かめられませんでした。',
      'スワップとコアダンプが切られていることを、サーバーで確かめてください。',
    )
  }
  return good(topic, 'スワップにもコアダンプにも書かれません。')
}

export function account({ program }: PlacementFacts): Check {
  const topic = '動かす利用者'
  if (!program.asRoot) return good(topic, 'root ではない利用者で動いています。')
  return attention(
    topic,
    'root で動いています。',
    '専用の利用者 kazetoshi で動かしてください（deploy/install.sh と deploy/kazetoshi.service が用意します）。',
  )
}

export function node({
  program: { version, node: running, nodeEnds },
  today,
}: PlacementFacts): Check {
  const topic = 'プログラムと Node.js の版'
  const found = `風通し ${version}、Node.js ${running} です。`
  if (nodeEnds === null) {
    return choice(topic, found, 'Node.js の保守がいつまでかを、Node.js の案内で確かめてください。')
  }
  if (nodeEnds < today) {
    return attention(
      topic,
      `${found}この Node.js の保守は、${formatJstDay(nodeEnds)}に終わりました。`,
      '新しい Node.js を入れ、その Node.js 用のアーカイブに替えてください。データはそのまま使えます。',
    )
  }
  return good(topic, `${found}この Node.js の保守は、${formatJstDay(nodeEnds)}までです。`)
}

export function copies({ copies: made }: PlacementFacts): Check {
  const topic = '更新の前の写し'
  if (made.length === 0) return good(topic, 'ありません。')
  const days = [...new Set(made.map(({ day }) => day))].sort().map((day) => formatJstDay(day))
  return attention(
    topic,
    `${days.join('、')}の更新のときの写しが${made.length}件あります。`,
    '新しい版で問題のないことを確かめたら、データのフォルダーの before-migration を消してください。30日で自動的に消えます。',
  )
}

export function mail({ mail: configured }: PlacementFacts): Check {
  const topic = '全職員への案内メール'
  return configured
    ? good(topic, 'メールの中継先が設定されています。')
    : choice(
        topic,
        '設定していません。案内は、人事課が文面を写して全庁的お知らせで送ります。',
        'メールで送るときは、SMTP_URL、MAIL_FROM、MAIL_ALL を指定してください。',
      )
}
