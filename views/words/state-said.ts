import type { Catalogue } from './language.ts'

/** Where a proposal stands, said to its author. The keys are those of server/proposals/states.ts. */
const ja = {
  is_received: '提案担当が、内容を確かめています。',
  is_returned: '提案担当から、書き直しのお願いがあります。',
  is_referred: '専用の窓口をご案内しています。',
  is_out_of_scope: 'この制度の対象外となりました。',
  is_merged: '同じ趣旨の提案と一つにして、検討しています。',
  is_routing: '所管の所属に送られました。所属が受けるかどうかを確かめています。',
  is_reviewing: '所管の所属が検討しています。',
  is_trial: '小さく試しながら、検討しています。',
  is_reopened: '再検討することになりました。',
  is_planned: '実施することになりました。',
  is_partly_planned: '一部を実施することになりました。',
  is_in_place: 'すでに対応済みという回答です。',
  is_continued: '引き続き検討するという回答です。',
  is_declined: '今回は見送るという回答です。',
  is_done: '実施されました。',
  is_partly_done: '一部が実施されました。',
  is_confirmed: '実施され、効果が確認されました。',
  is_model_case: '実施され、好事例に選ばれました。',
  is_withdrawn: '取り下げました。',
  is_expired: '保存期間が過ぎ、文章は消去されました。',
}

export type StateSaid = typeof ja

const easy: StateSaid = {
  is_received: '提案（ていあん）の 担当（たんとう）が、内容（ないよう）を 確かめています。',
  is_returned: '提案の 担当から、書きなおしの お願いが あります。',
  is_referred: '専用（せんよう）の 窓口を 案内しています。',
  is_out_of_scope: 'この 制度（せいど）の 対象（たいしょう）では ありません。',
  is_merged: '同じような 提案と いっしょに して、考えています。',
  is_routing: '担当の 所属（しょぞく）に 送りました。所属が 受けるか どうかを 確かめています。',
  is_reviewing: '担当の 所属が 考えています。',
  is_trial: '小さく ためしながら、考えています。',
  is_reopened: 'もう一度 考えることに なりました。',
  is_planned: 'することに なりました。',
  is_partly_planned: '一部を することに なりました。',
  is_in_place: 'もう している、という 答えです。',
  is_continued: '続けて 考える、という 答えです。',
  is_declined: '今回は しない、という 答えです。',
  is_done: 'しました。',
  is_partly_done: '一部を しました。',
  is_confirmed: 'しました。効果（こうか）も 確かめました。',
  is_model_case: 'しました。よい 例に えらばれました。',
  is_withdrawn: '取り下げました。',
  is_expired: '保存（ほぞん）の 期間が すぎて、文章を 消しました。',
}

const en: StateSaid = {
  is_received: 'The proposal desk is checking it.',
  is_returned: 'The proposal desk asks you to rewrite your text.',
  is_referred: 'You are asked to turn to a special contact.',
  is_out_of_scope: 'It is outside the scope of this scheme.',
  is_merged: 'It is being reviewed together with a proposal of the same purport.',
  is_routing: 'It was sent to a unit, which is being asked whether it accepts it.',
  is_reviewing: 'The unit in charge is reviewing it.',
  is_trial: 'It is being tried on a small scale while it is reviewed.',
  is_reopened: 'It will be reviewed again.',
  is_planned: 'It will be carried out.',
  is_partly_planned: 'A part of it will be carried out.',
  is_in_place: 'The answer is that it is already in place.',
  is_continued: 'The answer is that its review goes on.',
  is_declined: 'The answer is that it is not pursued this time.',
  is_done: 'It has been carried out.',
  is_partly_done: 'A part of it has been carried out.',
  is_confirmed: 'It has been carried out and its effect confirmed.',
  is_model_case: 'It has been carried out and chosen as a model case.',
  is_withdrawn: 'You withdrew it.',
  is_expired: 'Its retention period has ended and the text was deleted.',
}

export const stateSaidJa = ja
export const stateSaidWords: Catalogue<StateSaid> = { ja, easy, en }
