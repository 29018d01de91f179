import type { Said } from '../../../views/words/anonymity/sentences.ts'
import type { ProofId } from './proof.ts'

/** What an office sees and cannot see. */
export interface Office {
  readonly office: Said
  readonly sees: Said
  readonly never: Said
  readonly proof: ProofId
}

export const offices: readonly Office[] = [
  {
    office: '情報担当',
    sees: '名簿、役割、担当者の操作の記録。サーバーのファイルを直接開けば、だれに回答券を渡したか、並べ替えた自由記述、提案の本文も',
    never: '封をした回答の中身、だれの回答か、だれの提案か、本人が決めたパスワード',
    proof: 'sides',
  },
  {
    office: '人事課',
    sees: '名簿、回答券を渡した割合（全庁で1日1回、5％刻み）、再発行を申し出た人、公表する表',
    never: '公表する表より細かい数字、だれの回答か、だれの提案か',
    proof: 'offices',
  },
  {
    office: '自由記述を読む2人（1人は人事課、1人は人事課の外）',
    sees: '並べ替えた自由記述の原文',
    never: '書いた人、所属、選んだ答え、書いた日と順番',
    proof: 'texts',
  },
  {
    office: '提案担当',
    sees: '提案の本文、提案箱を開けた日',
    never: '書いた人、届いた時刻と順番、だれの控え番号か',
    proof: 'proposals',
  },
  {
    office: '提案を受けた所属',
    sees: '提案担当が確かめ、必要なところを伏せた本文',
    never: '伏せたところ、書いた人',
    proof: 'offices',
  },
  {
    office: '鍵の保管者',
    sees: '自分の用紙の合言葉',
    never: '回答（開封しても、画面に出るのは進み具合だけです）',
    proof: 'rows',
  },
  {
    office: '所属長',
    sees: '全員と同じ、公表された結果',
    never: 'だれが回答券を受け取ったか、だれが回答したか',
    proof: 'offices',
  },
]
