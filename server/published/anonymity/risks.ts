import type { Said } from '../../../views/words/anonymity/sentences.ts'
import { REISSUE_PERCENT } from '../../survey/reissue-cap.ts'
import type { Risk } from './sentences.ts'
import type { SurveyFacts } from './survey-facts.ts'

/** What of the installation the page speaks of; from its configuration. */
export interface House {
  /** There is a second disk on which every ballot is written before it is acknowledged. */
  readonly mirror: boolean
  /** Who encrypts the way between PC and server. */
  readonly encrypted: 'server' | 'proxy' | 'nobody'
  /** Fiscal years for which 操作の記録 is kept. */
  readonly auditYears: number
}

/** The design's last paragraph in words of the office; shown to everybody. */
export function mainRisks(survey: SurveyFacts | null): Risk[] {
  return [
    {
      title: '通信を見張る人',
      text: '庁内の通信をその場で見張る人には、端末が回答や提案に参加したことが分かることがあります。内容は分かりません。',
      proof: 'connection',
    },
    {
      title: 'サーバーの書換え',
      text: '封をするプログラムは、庁内のサーバーが配ります。書き換えを防ぐことはできませんが、画面と鍵の照合値を見比べると気付けます。',
      proof: 'same',
    },
    {
      title: '鍵の保管者の約束破り',
      text: brokenPromise(survey?.keepers.need),
      proof: 'keepers',
    },
    {
      title: '答えない人の券',
      text: '券を渡す側が、答えない人の分の券を使うと、結果が薄まります。その人の画面には「渡しました」と出ます。',
      proof: 'own-page',
    },
    {
      title: '書きぶり',
      text: '自由記述や提案は、書き方や、その人しか知らないことから、だれが書いたか推し量られることがあります。',
      proof: 'limits',
    },
    {
      title: '端末を記録する道具',
      text: '画面や文字の入力を記録する道具が端末に入っていると、このしくみでは守れません。',
      proof: 'limits',
    },
  ]
}

/** The rest of what README calls limits, folded. */
export function otherRisks(survey: SurveyFacts | null, house: House): Risk[] {
  return [
    ...withoutMirror(house),
    ...withoutEncryption(house),
    {
      title: '古い写し',
      text: '受付中の回答箱と開封の鍵は、バックアップに入れません。名簿、渡した印、消した提案などは、写し（バックアップ、更新の前の写し）を消すまで残ります。',
      proof: 'backup',
    },
    {
      title: 'サインインの順',
      text: 'サーバーのファイルからは、直近10分のサインインの順が読めることがあります。時刻は分からず、回答箱の中の順とも結び付きません。',
      proof: 'box',
    },
    {
      title: '公表した表からの推測',
      text: '表の点検は「確かに分かってしまうこと」を防ぎます。当たりそうな推測までは防げません。',
      proof: 'tables',
    },
    {
      title: '少ない人数の中の人',
      text:
        survey === null
          ? '少ない人数の区分では、自分の答えを知っている人から見ると、残りはそれより1人少なくなります。'
          : {
              sentence:
                '{k}人の区分では、自分の答えを知っている人から見ると、残りは{others}人になります。',
              values: { k: survey.k, others: survey.k - 1 },
            },
      proof: 'tables',
    },
    {
      title: '鍵を作るとき',
      text: '保管者の用紙は、作るときに1回だけ画面に出ます。その画面を見た人がサーバーのファイルも持っていると、箱を開けられるおそれがあります。',
      proof: 'keepers',
    },
    {
      title: '作り直す前の用紙',
      text: '用紙を作り直しても、前の鍵のファイルの写しが残っていると、前の用紙で開きます。前の用紙は細断します。',
      proof: 'keepers',
    },
    {
      title: '端末に残る跡',
      text: 'サインインして受け取った回答券は、使った後も、古い記録が端末のディスクに残ることがあります。分かるのは、その券が使われたことまでです。紙の券なら残りません。',
      proof: 'device',
    },
    {
      title: 'なくした回答券',
      text: lostCards(survey),
      proof: 'once',
    },
    {
      title: '紙の券を渡す職場',
      text: '紙の券は、持っている人が使えます。だれが券を取ったかを職場の人が見て覚えることや、券の写真から使われたと知ることは、防げません。',
      proof: 'slips',
    },
    {
      title: '紙で答える人が少ないとき',
      text: '使われた紙の券の数は、全庁の数だけを締切の後に公表します。紙で答える人がごく少ないと、その人たちが答えたかどうかが、数から推し量られることがあります。',
      proof: 'slips',
    },
    {
      title: '紙の券を印刷する人',
      text: '番号は、印刷する担当者の画面に出ます。手元に残して使っても数が合わなくなるよう、印刷した数、使われた数、書き損じ、残りを公表します。',
      proof: 'slips',
    },
    {
      title: 'カメラのアプリで開いた紙の券',
      text: '紙の券のQRを、端末に付いているカメラのアプリで開くと、番号が履歴に残ります。「紙の券を使う」画面で読み取ってください。',
      proof: 'slips',
    },
    {
      title: '最初のパスワードの手紙',
      text: '手紙を読んだ人は、本人としてサインインできます。前に券を持てた人は、翌開庁日まで回答券を受け取れません。',
      proof: 'reset',
    },
    {
      title: '提案の鍵',
      text: '提案箱の鍵は、提案担当が持っています。通信の記録か箱の古い写しも持っていると、四半期の鍵を廃棄するまでは、封を開けられます。',
      proof: 'limits',
    },
  ]
}

function brokenPromise(need: number | undefined): Said {
  if (need === undefined) {
    return '鍵の保管者が約束に反して示し合わせ、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。'
  }
  return {
    sentence:
      need === 1
        ? '鍵の保管者{need}人が約束に反し、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。'
        : '鍵の保管者{need}人が約束に反して示し合わせ、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。',
    values: { need },
  }
}

function lostCards(survey: SurveyFacts | null): Said {
  if (survey === null) {
    return {
      sentence:
        '再発行を受けた後も、なくした券は使えます。同じ人が2度答えることを防げないため、再発行は対象者の{percent}％（少なくとも1枚）までとし、枚数を公表します。',
      values: { percent: REISSUE_PERCENT },
    }
  }
  return {
    sentence:
      '再発行を受けた後も、なくした券は使えます。同じ人が2度答えることを防げないため、再発行は対象者の{percent}％まで（このアンケートでは{cap}枚まで）とし、枚数を公表します。',
    values: { percent: REISSUE_PERCENT, cap: survey.reissues },
  }
}

function withoutMirror({ mirror }: House): Risk[] {
  if (mirror) return []
  return [
    {
      title: '回答箱の控えがない',
      text: '今は2台目のディスクに控えを書いていません。ディスクが壊れると、アンケートは中止になります。箱を古いものと差し替えられても、控えとの違いで気付くことができません。',
      proof: 'limits',
    },
  ]
}

function withoutEncryption({ encrypted }: House): Risk[] {
  if (encrypted !== 'nobody') return []
  return [
    {
      title: '暗号化していない通信',
      text: '今は通信を暗号化していません。通信の途中を書き換えられる人がいると、別のプログラムを届けられるおそれがあります。',
      proof: 'same',
    },
  ]
}
