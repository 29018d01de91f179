import { formatJstDay } from '../../calendar/jst.ts'
import { attention, type Check, daysBetween, good } from './check.ts'
import type { PlacementFacts } from './facts.ts'

const DAYS_BEFORE_CERTIFICATE_ENDS = 30

/** @param encrypted how the page that asks came here. */
export function encryption({ way, today }: PlacementFacts, encrypted: boolean): Check {
  const topic = '暗号化（TLS）'
  if (way.certificateEnds !== null) {
    const until = formatJstDay(way.certificateEnds)
    if (way.certificateEnds < today) {
      return attention(
        topic,
        `証明書の期限が、${until}に切れました。`,
        '新しい証明書を TLS_CERT と TLS_KEY の場所に置き、systemctl restart kazetoshi を実行してください。',
      )
    }
    if (daysBetween(today, way.certificateEnds) < DAYS_BEFORE_CERTIFICATE_ENDS) {
      return attention(
        topic,
        `このプログラムが暗号化しています。証明書の期限は${until}です。`,
        '期限までに新しい証明書に替え、systemctl restart kazetoshi を実行してください。',
      )
    }
    return good(topic, `このプログラムが暗号化しています。証明書の期限は${until}です。`)
  }
  if (way.trustProxy !== null) {
    return encrypted
      ? good(topic, `中継サーバー（${way.trustProxy}）が暗号化しています。`)
      : attention(
          topic,
          `TRUST_PROXY は ${way.trustProxy} ですが、このページは中継サーバーを通らずに開かれています。`,
          'https:// のアドレスでこのページを開き直し、「問題なし」になることを確かめてください。ならないときは、中継サーバーが X-Forwarded-Proto を付けているかを確かめます。',
        )
  }
  return attention(
    topic,
    '暗号化していません。担当者の仕事は、サーバーの端末の中からしかできません。',
    'TLS_CERT と TLS_KEY を指定するか、中継サーバーを置いて TRUST_PROXY を指定してください。',
  )
}

export function reach({ way }: PlacementFacts): Check {
  const topic = '待ち受け（HOST、PORT）'
  const found = `${way.host} のポート ${way.port} で待ち受けています。`
  if (way.loopback) {
    return way.trustProxy === null
      ? attention(
          topic,
          `${found}ほかの端末からは開けません。`,
          '職員の端末から使うには、HOST を変えるか、このサーバーに中継サーバーを置いてください。',
        )
      : good(topic, `${found}ほかの端末からは、中継サーバーを通して開きます。`)
  }
  if (way.trustProxy !== null) {
    return attention(
      topic,
      `${found}中継サーバーを通らずに、直接開けます。`,
      '中継サーバーが同じサーバーにあるときは HOST=127.0.0.1 に、別のサーバーにあるときはファイアウォールで中継サーバーからだけに絞ってください。',
    )
  }
  return good(topic, `${found}ほかの端末から直接開けます。`)
}
