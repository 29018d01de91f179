import type { Catalogue } from './language.ts'
import { proofsEasy } from './results-proofs-easy.ts'
import { proofsEnglish } from './results-proofs-en.ts'

/** 「鍵の一覧」 and 「だれでも確かめられます」. A list item: what it is about, and what to do. */
type Told = readonly [about: string, text: string]

const ja = {
  anonymity: '匿名性のしくみ',
  keys: {
    title: '鍵の一覧',
    lead: 'だれにも同じ鍵と同じ画面が届いていることを、確かめるための一覧です。書き足すだけの一覧で、後から書き換えると、前に保存した一覧と合わなくなります。',
    list: '一覧（新しい順）',
    empty: 'まだありません。アンケートの実施を決定すると、ここに載ります。',
    events: {
      announced: '実施の決定',
      changed: '公表した変更による画面の変更',
      program: 'プログラムの更新による画面の変更',
      closed: '締切（回答券に署名する鍵を消しました）',
      cancelled: '中止',
      'proposal-quarter': '提案箱の鍵',
      earlier: '一覧を始める前に実施を決定',
    },
    quarter: (from: string, to: string) => `提案箱（${from}〜${to}）`,
    numberAndDay: '番号と日付',
    entry: (n: number, day: string) => `第${n}件　${day}`,
    key: '鍵の番号',
    bundle: '画面の照合値',
    all: 'すべて表示',
    allOf: (n: number) => `（第${n}件の画面の照合値）`,
    each: 'ページとプログラムごとの照合値',
    own: 'この件の照合値',
    compare: '見比べ方',
    colon: '：',
    how: [
      [
        '鍵の番号',
        'お知らせの紙の番号、回答画面の番号、この一覧の番号が、同じであることを見比べます。',
      ],
      [
        '画面の照合値',
        '回答画面とプログラムの照合値（SHA-256）を計算し、「すべて表示」の値と見比べます。別の職場の人にも計算してもらうと、人によって違う画面を出していないことが分かります。',
      ],
      [
        '一覧そのもの',
        '一覧を時々保存しておくと、後で書き換えられていないことが分かります。どの件の照合値も、その前の件の照合値を含めて計算しているためです。',
      ],
    ] as readonly Told[],
    example: '今の回答画面の計算の例（出た値が同じなら、同じ画面です）',
    save: '一覧を保存（keys.json）',
  },
  verify: {
    title: 'だれでも確かめられます',
    windowOf: (survey: string) => `だれでも確かめられます｜${survey}`,
    lead: '回答の数が正しい回答券の数と合うこと、鍵・設問・公表データが途中で変わっていないことを、下のファイルだけで確かめられます。だれの回答かは、どのファイルからも分かりません。',
    leaflet: 'このアンケートの説明資料（A4で1枚）',
    files: '1. ファイルを保存する',
    file: 'ファイル',
    proves: '分かること',
    fetch: 'まとめて保存する命令',
    program: '2. プログラムで確かめる',
    programText:
      '風通しのプログラムのあるパソコンで、次の命令を実行します。通信はしません。確かめたことが1行ずつ表示されます。',
    hand: '3. 風通しを使わずに確かめる',
    handText:
      '一般の道具（openssl、sha256sum、jq）だけでも確かめられます。下の値と同じになれば、一致しています。',
    results: '公表データと設問',
    card: '回答券1枚の署名',
    manual:
      'ほかの確かめ方と、全部を確かめる短いプログラムは、説明書「結果を確かめる」（docs/ja/verify.md）にあります。',
    counts: '枚数',
    countsText:
      '使われた回答券は、渡した回答券と使われた紙の計を超えません。再発行の前になくした回答券も使えるため、再発行の枚数だけ、同じ人が2度答えたおそれが残ります。',
    counted: {
      eligible: '対象者',
      people: (n: number, slips: number) =>
        `${n.toLocaleString('ja-JP')}人${slips === 0 ? '' : `（うち紙の回答券 ${slips.toLocaleString('ja-JP')}人）`}`,
      cards: 'サインインで渡した回答券',
      sheets: (n: number) => `${n.toLocaleString('ja-JP')}枚`,
      reissued: (cards: string, anew: string) => `${cards}（うち再発行 ${anew}）`,
      slips: '紙の回答券',
      used: (n: string) => `使われた紙 ${n}`,
      stock: (printed: string, spoilt: string, unused: string, missing: string) =>
        `印刷 ${printed}、書き損じ ${spoilt}、余り ${unused}、未回収 ${missing}`,
      unknown: '（記録なし）',
      spent: '使われた回答券',
      ballots: '回答',
      answers: (n: number) => `${n.toLocaleString('ja-JP')}件`,
    },
    own: '自分で見比べる',
    keyNumber: '鍵の番号',
    keyText: [
      '：お知らせの紙の番号が ',
      ' と同じか、見比べてください。',
      'にも同じ番号があります。',
    ] as readonly string[],
    ownCard: '自分の回答券',
    ownText: [
      '：受け取っていないのに「受け取り済み」になっていないか、',
      '自分の画面',
      'で見てください。身に覚えのない記録があれば、回答券を勝手に使われたおそれがあります。',
    ] as readonly string[],
    limits: 'ファイルだけでは確かめられないこと',
    limitAnswers: 'だれかの回答が数字から分からないことは、回答と名簿がないと計算し直せません。',
    inspection: ['公表前の点検記録', 'をご覧ください。'] as readonly string[],
    limitCount:
      '集計の中身は、回答を開けて数え直さないと確かめられません。開封には鍵の保管者が立ち会い、回答箱は確認の後に消します。',
    list: {
      results: ['公表データ', '公表した数字のすべて。開封のときに記録した照合値と一致します。'],
      cards: [
        '使われた回答券の一覧',
        '回答１件につき、正しい署名のある回答券が１枚ずつあること。だれの回答券かは分かりません。',
      ],
      record: [
        '開封・集計記録',
        '渡した回答券、使われた回答券、回答の数が合うこと。立ち会った保管者と日付。',
      ],
      survey: ['設問と公表の計画', '実施の決定の後に、設問と公表する表が変わっていないこと。'],
      slips: ['紙の回答券の一覧', '紙の回答券が、前もって公表した枚数より増えていないこと。'],
      keys: ['鍵の一覧', '鍵が途中で差し替えられていないこと。書き足すだけの一覧です。'],
    } as Readonly<Record<'results' | 'cards' | 'record' | 'survey' | 'slips' | 'keys', Told>>,
  },
}

export type ProofsWords = typeof ja

export const proofsWords: Catalogue<ProofsWords> = {
  ja,
  easy: proofsEasy,
  en: proofsEnglish,
}
