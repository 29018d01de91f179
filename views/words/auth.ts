import type { Catalogue } from './language.ts'

const ja = {
  signIn: 'サインイン',
  notices: {
    'signed-out': {
      title: 'サインアウトしました。',
      text: '共用の端末では、ブラウザーの画面も閉じてください。',
    },
    'signed-out-everywhere': { title: 'すべての端末からサインアウトしました。', text: '' },
    'form-kept': {
      title: 'サインインの期限が切れていました。',
      text: '入力した内容は、この画面に残っています。サインインすると、続きから送れます。この画面を閉じないでください。',
    },
    'form-lost': {
      title: 'サインインの期限が切れていました。',
      text: '入力した内容は送られていません。ブラウザーの「戻る」で前の画面に戻って内容を控えてから、サインインしてください。',
    },
  },
  number: '職員番号',
  numberHelp: '先頭の0も入力してください。',
  password: 'パスワード',
  passwordHelp: '初めての方は、紙でお渡しした最初のパスワードを入力してください。',
  about: 'サインインと匿名性',
  aboutText:
    'サインインで確かめるのは、回答券を受け取れる方かどうかです。回答は、職員番号やサインインとは結び付かない形で送られます。サインインした時刻は記録していません。',
  forgotten: 'パスワードが分からないときは、情報担当へお問い合わせください。',
  change: 'パスワードの変更',
  choose: '新しいパスワードを決める',
  chooseWhy:
    '最初のパスワードのままでは使えません。これから使うパスワードを、ご自分で決めてください。',
  resetTitle: (day: string) => `あなたのパスワードは、${day}に再発行されました。`,
  resetText:
    'ご自分が頼んだものなら、このまま進んでください。心当たりがないときは、だれかがあなたの名で入ろうとしたおそれがあります。すぐに人事課へお知らせください。',
  current: '今のパスワード',
  fresh: '新しいパスワード',
  freshHelp: (shortest: number) =>
    `${shortest}文字以上。文字の種類の決まりはありません。関係のない言葉をいくつかつなげると、長くても覚えやすくなります。職員番号は入れないでください。`,
  again: '新しいパスワード（確認）',
  againHelp: '同じパスワードを、もう一度入力してください。',
  others: '変えると、この端末のほかは、すべてサインアウトになります。',
  doChoose: 'このパスワードに決める',
  doChange: 'パスワードを変える',
  back: '変えずに戻る',
}

export type AuthWords = typeof ja

const easy: AuthWords = {
  signIn: 'サインイン（入る）',
  notices: {
    'signed-out': {
      title: 'サインアウトしました。',
      text: 'みんなで 使う パソコンや タブレットでは、ブラウザーも 閉じてください。',
    },
    'signed-out-everywhere': { title: 'すべての パソコンから サインアウトしました。', text: '' },
    'form-kept': {
      title: '時間が すぎて、サインアウトに なっていました。',
      text: '書いた ことは 残っています。サインインすると、続きから 送れます。この 画面を 閉じないでください。',
    },
    'form-lost': {
      title: '時間が すぎて、サインアウトに なっていました。',
      text: '書いた ことは 送られていません。ブラウザーの「戻る」で 前の 画面に もどって、書いた ことを 写してから サインインしてください。',
    },
  },
  number: '職員番号（しょくいんばんごう）',
  numberHelp: '最初の 0 も 入れてください。',
  password: 'パスワード',
  passwordHelp: 'はじめての 人は、紙で もらった 最初の パスワードを 入れてください。',
  about: 'サインインと 匿名性（とくめいせい）',
  aboutText:
    'サインインでは、回答券（かいとうけん）を 受け取れる 人か どうかを 見ます。答えは、あなたの 番号や サインインと つながらない 形で 送ります。サインインした 時間は 残しません。',
  forgotten: 'パスワードが わからないときは、情報担当（じょうほうたんとう）に 聞いてください。',
  change: 'パスワードを かえる',
  choose: '新しい パスワードを 決める',
  chooseWhy: '最初の パスワードの ままでは 使えません。自分で 新しい パスワードを 決めてください。',
  resetTitle: (day) => `あなたの パスワードは、${day}に 新しく なりました。`,
  resetText:
    '自分で たのんだときは、そのまま 進んでください。知らないときは、だれかが あなたの 名前で 入ろうとしたかも しれません。すぐに 人事課（じんじか）に 知らせてください。',
  current: '今の パスワード',
  fresh: '新しい パスワード',
  freshHelp: (shortest) =>
    `${shortest}文字（もじ）より 長く してください。関係の ない ことばを つなげると、おぼえやすいです。職員番号は 入れないでください。`,
  again: '新しい パスワード（もう一度）',
  againHelp: '同じ パスワードを もう一度 入れてください。',
  others: 'かえると、ほかの パソコンは 全部 サインアウトに なります。',
  doChoose: 'この パスワードに 決める',
  doChange: 'パスワードを かえる',
  back: 'かえないで もどる',
}

const en: AuthWords = {
  signIn: 'Sign in',
  notices: {
    'signed-out': {
      title: 'You have signed out.',
      text: 'On a shared device, please close the browser window too.',
    },
    'signed-out-everywhere': { title: 'You have signed out on all devices.', text: '' },
    'form-kept': {
      title: 'Your sign-in had expired.',
      text: 'What you typed is still on this page. Sign in and you can send it. Do not close this page.',
    },
    'form-lost': {
      title: 'Your sign-in had expired.',
      text: 'What you typed was not sent. Go back in your browser and copy it before you sign in.',
    },
  },
  number: 'Staff number',
  numberHelp: 'Leading zeros count.',
  password: 'Password',
  passwordHelp: 'The first time, enter the first password that you were given on paper.',
  about: 'Signing in and anonymity',
  aboutText:
    'Signing in only checks whether you may take an answer card. Answers are sent in a way that is joined neither to your staff number nor to your sign-in. The time at which you sign in is not recorded.',
  forgotten: 'If you do not know your password, ask the system administrator.',
  change: 'Change your password',
  choose: 'Choose a new password',
  chooseWhy: 'The first password cannot be kept. Please choose one of your own.',
  resetTitle: (day) => `Your password was reset on ${day}.`,
  resetText:
    'If you asked for it, go on. If you did not, somebody may have tried to get in under your number. Tell the personnel section at once.',
  current: 'Present password',
  fresh: 'New password',
  freshHelp: (shortest) =>
    `At least ${shortest} characters of any kind. A few words that have nothing to do with each other are long and easy to remember. Leave out your staff number.`,
  again: 'New password (again)',
  againHelp: 'Type the same password once more.',
  others: 'You will be signed out on all other devices.',
  doChoose: 'Use this password',
  doChange: 'Change the password',
  back: 'Go back without a change',
}

export const authWords: Catalogue<AuthWords> = { ja, easy, en }

/**
 * What is wrong with a sign-in or a new password, as the checks say it in Japanese: `{n}` and `{m}` stand
 * for numbers.
 */
const faults: readonly (readonly [ja: string, easy: string, en: string])[] = [
  [
    '職員番号を入力してください。',
    '職員番号を 入れてください。',
    'Please enter your staff number.',
  ],
  [
    '職員番号は20文字以下で入力してください。',
    '職員番号は 20文字までです。',
    'A staff number has at most 20 characters.',
  ],
  [
    '職員番号に使えない文字があります。',
    '使えない 文字が あります。',
    'The staff number has a character that cannot be used.',
  ],
  [
    'パスワードを入力してください。',
    'パスワードを 入れてください。',
    'Please enter your password.',
  ],
  ['パスワードが長すぎます。', 'パスワードが 長すぎます。', 'The password is too long.'],
  ['入力してください。', '入れてください。', 'Please enter it.'],
  [
    '今のパスワードを入力してください。',
    '今の パスワードを 入れてください。',
    'Please enter your present password.',
  ],
  [
    '今のパスワードが違います。',
    '今の パスワードが ちがいます。',
    'The present password is wrong.',
  ],
  [
    '今のパスワードと同じです。別のものにしてください。',
    '今の パスワードと 同じです。ほかのに してください。',
    'This is your present password. Please choose another.',
  ],
  [
    '新しいパスワードを入力してください。',
    '新しい パスワードを 入れてください。',
    'Please enter a new password.',
  ],
  [
    '{n}文字以上にしてください（今は{m}文字です）。',
    '{n}文字より 長く してください（今は {m}文字です）。',
    'Please use at least {n} characters (now {m}).',
  ],
  [
    '{n}文字以下にしてください（今は{m}文字です）。',
    '{n}文字より 短く してください（今は {m}文字です）。',
    'Please use at most {n} characters (now {m}).',
  ],
  [
    '職員番号を含まないパスワードにしてください。',
    '職員番号は パスワードに 入れないでください。',
    'Please leave your staff number out of the password.',
  ],
  [
    'よく使われる、推測されやすいパスワードです。別のものにしてください。',
    'よく 使われる パスワードです。ほかのに してください。',
    'This password is common and easy to guess. Please choose another.',
  ],
  [
    '確認のため、もう一度入力してください。',
    'もう一度 同じものを 入れてください。',
    'Please type it again.',
  ],
  [
    '１回目と２回目が違います。もう一度入力してください。',
    '１回目と ２回目が ちがいます。もう一度 入れてください。',
    'The two passwords differ. Please type it again.',
  ],
]

/** A fault in the reader's language; one that is not in the list stays as it is. */
export function faultIn(language: keyof typeof authWords, fault: string): string {
  if (language === 'ja') return fault
  for (const [ja, ...others] of faults) {
    const pattern = ja.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const found = new RegExp(
      `^${pattern.replace('\\{n\\}', '(\\d+)').replace('\\{m\\}', '(\\d+)')}$`,
    ).exec(fault)
    if (found === null) continue
    const words = language === 'easy' ? others[0] : others[1]
    return words.replace('{n}', found[1] ?? '').replace('{m}', found[2] ?? '')
  }
  return fault
}
