import { browser, type Openable, type Proof, promises, reportOf, type Shown } from './proof.ts'

/** Slips, proposals, offices, what is kept, and what is not promised. */
export function houseProofs(openable: Openable): Proof[] {
  const { base, withSlips } = openable
  const report = reportOf(openable)
  const limits: Shown = { href: `${base}/anonymity/documents/limits`, label: '守れないことの一覧' }
  const own: Shown = { href: '/staff/', label: '自分の画面' }
  const slips: Shown[] =
    withSlips === null
      ? []
      : [
          {
            href: `${base}/api/v1/surveys/${encodeURIComponent(withSlips)}/slips`,
            label: '紙の回答券の一覧',
          },
        ]
  return [
    {
      id: 'slips',
      promise: '紙の券は、だれがどれを受け取ったかを記録せず、前もって決めた枚数より増えない',
      tried:
        '紙の券の記録から、職場、順番、番号を当てようとします。余分な券や、使い終えた券も試します。',
      tests: [
        ...promises('slips', 'slip-order', 'proposal-slips'),
        'test/slips/refusals.test.ts',
        'test/attack/leaks.test.ts',
      ],
      pages: slips,
      commands: [],
    },
    {
      id: 'own-page',
      promise: '自分の回答券が渡されたかどうかは、自分の画面に出る',
      tried: '受け取る前、受け取った後、再発行の後の画面を見比べます。',
      tests: ['test/identified/home/home.test.ts', 'test/identified/issuance/reissue.test.ts'],
      pages: [own],
      commands: [],
    },
    {
      id: 'reset',
      promise: 'パスワードを再発行した人が、本人に代わって回答することはできない',
      tried: '再発行した日に券を取ろうとし、本人に知らせが出ることを確かめます。',
      tests: ['test/identified/accounts/cards-after-reset.test.ts'],
      pages: [own],
      commands: [],
    },
    {
      id: 'proposals',
      promise: '提案と、書いた人を結び付けられない',
      tried: '提案箱、控え番号、提案の日付、端末の中から、書いた人を当てようとします。',
      tests: [
        ...promises(
          'proposal-box-bytes',
          'proposal-arrival',
          'proposal-linkage',
          'proposal-receipts',
          'proposal-sealed',
          'proposal-door',
        ),
        ...browser('profile'),
      ],
      pages: [report],
      commands: [],
    },
    {
      id: 'offices',
      promise: '担当者の画面に、だれの回答か、だれの提案かは出ない',
      tried:
        '役割ごとに担当者のページを開き、入れないことと、見えてはいけないものがないことを確かめます。',
      tests: [
        'test/identified/office/who-may.test.ts',
        'test/identified/desk/who-may.test.ts',
        'test/identified/inbox/who-sees.test.ts',
        'test/identified/admin/separation.test.ts',
      ],
      pages: [],
      commands: [],
    },
    {
      id: 'stored',
      promise: '職員番号といっしょに残すのは、「残るもの」の表に書いたものだけ',
      tried:
        '保存しているすべての表と列を、許された一覧と比べます。期限のあるものは、期限に消えることを試します。',
      tests: [
        ...promises('no-times'),
        'test/promises/checks/schema.ts',
        'test/proposals/retention.test.ts',
        'test/identified/auth/sessions.test.ts',
      ],
      pages: [{ href: '/staff/retention', label: '保有文書と保存期間' }],
      commands: [],
    },
    {
      id: 'backup',
      promise: '毎晩の写しを全部持っていても、結び付けられない',
      tried: '14晩の写しを並べて、その日に増えた印と、増えた回答を組み合わせようとします。',
      tests: [
        'test/scripts/backup.test.ts',
        'test/attack/command.test.ts',
        'test/attack/leaks.test.ts',
      ],
      pages: [report],
      commands: ['npm run attack -- --data フォルダー --backups 写しのフォルダー'],
    },
    {
      id: 'attack',
      promise: 'こわす側の道具を、だれでも動かせる',
      tried:
        'ファイル、記録、写しから人と回答を結び付ける試みを、まとめて行います。わざと漏らした写しでは、漏れを見つけることも試しています。',
      tests: ['test/attack/leaks.test.ts', 'test/attack/command.test.ts'],
      pages: [report],
      commands: ['npm run attack -- --simulate 200'],
    },
    {
      id: 'limits',
      promise: '守れないことを、先に書いておく',
      tried:
        '試験では確かめられないことです。守れないことの一覧と、攻撃の記録の「仕組みの上で残ること」に書いてあります。',
      tests: ['test/published/anonymity.test.ts'],
      pages: [limits, report],
      commands: [],
    },
  ]
}
