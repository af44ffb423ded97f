"""Opposites that `planted_meaning` plants, written apart from the tables of the program.

A row is English words, their opposites, Japanese strings, and their opposites. Words at the same position replace each
other. An error is planted where the other text has a word of the same side of the row.
"""

from __future__ import annotations

from typing import NamedTuple


class Opposed(NamedTuple):
    """Words of both languages and their opposites, position by position."""

    en: tuple[str, ...]
    en_opposites: tuple[str, ...]
    ja: tuple[str, ...]
    ja_opposites: tuple[str, ...]


_ROWS = """
increase increases increased | decrease decreases decreased | 増加 増え 増やし | 減少 減り 減らし
rise rises rose | fall falls fell | 上昇 上がり 上がっ | 下落 下がり 下がっ
before | after | の前に る前に 以前 | の後に た後に 以後
above | below | 上記 上に | 下記 下に
open opened | closed closed | 開い 開け 開店 | 閉じ 閉め 閉店
left | right | 左 左側 | 右 右側
first | last | 最初 初めて | 最後 最後に
maximum | minimum | 最大 最高 | 最小 最低
largest biggest | smallest smallest | 最大 最も大きい | 最小 最も小さい
longest | shortest | 最長 最も長い | 最短 最も短い
highest | lowest | 最高 最も高い | 最低 最も低い
best | worst | 最良 最高 | 最悪 最低
buy bought buys | sell sold sells | 買っ 買い 購入 | 売っ 売り 販売
lend lent | borrow borrowed | 貸し 貸す | 借り 借りる
inside | outside | 内側 中で の中に | 外側 外で の外に
internal | external | 内部 内 | 外部 外
upper | lower | 上部 上側 上段 | 下部 下側 下段
top | bottom | 上部 一番上 頂上 | 下部 一番下 底
front | back | 前面 前 正面 | 背面 後ろ 背面
enable enables enabled | disable disables disabled | 有効 有効化 | 無効 無効化
valid | invalid | 有効 | 無効
input inputs | output outputs | 入力 | 出力
import imports imported | export exports exported | 輸入 インポート | 輸出 エクスポート
upload | download | アップロード | ダウンロード
send sends sent | receive receives received | 送信 送っ 送り | 受信 受け取っ 受け取り
start starts started begin begins began | end ends ended end ends ended | 開始 始ま 始め | 終了 終わ 終え
add adds added | remove removes removed | 追加 加え | 削除 除い
include includes included including | exclude excludes excluded excluding | 含む 含み 含め | 除く 除き 除い
connect connected | disconnect disconnected | 接続 | 切断
install installed | uninstall uninstalled | インストール 設置 | アンインストール 撤去
success successful | failure unsuccessful | 成功 | 失敗
win won winner | lose lost loser | 勝利 勝っ 優勝 | 敗北 負け 敗退
north northern | south southern | 北 北部 | 南 南部
east eastern | west western | 東 東部 | 西 西部
husband | wife | 夫 | 妻
father | mother | 父 父親 | 母 母親
brother brothers | sister sisters | 兄 弟 兄弟 | 姉 妹 姉妹
son sons | daughter daughters | 息子 男子 | 娘 女子
man men | woman women | 男 男性 | 女 女性
boy boys | girl girls | 少年 男の子 | 少女 女の子
male | female | 男性 雄 | 女性 雌
king | queen | 王 国王 | 女王 王妃
prince | princess | 王子 親王 | 王女 内親王
young younger | old older | 若い 若 | 老い 老
new | old | 新しい 新 | 古い 旧
long | short | 長い 長期 | 短い 短期
fast quick quickly | slow slow slowly | 速い 素早く 速く | 遅い ゆっくり 遅く
high | low | 高い 高 | 低い 低
hot | cold | 熱い 暑い | 冷たい 寒い
heavy | light | 重い | 軽い
strong | weak | 強い 強力 | 弱い 弱体
rich | poor | 豊か 裕福 金持ち | 貧しい 貧乏 貧乏
large big | small small | 大きな 大きい 大規模 | 小さな 小さい 小規模
wide | narrow | 広い | 狭い
deep | shallow | 深い | 浅い
thick | thin | 厚い 太い | 薄い 細い
easy easily | difficult hardly | 簡単 容易 | 困難 困難
simple | complicated | 単純 簡単 | 複雑 複雑
safe | dangerous | 安全 | 危険
public | private | 公開 公的 | 非公開 私的
true | false | 真 正しい | 偽 誤った
correct | wrong | 正しい 正確 | 誤った 不正確
majority | minority | 多数 過半数 | 少数 少数
life | death | 生命 命 | 死 死
born | died | 生まれ 誕生 | 死ん 死去
war | peace | 戦争 | 平和
enemy enemies | friend friends | 敵 | 味方
love loved | hate hated | 愛し 好き | 憎ん 嫌い
accept accepted | reject rejected | 受け入れ 承認 | 拒否し 却下
allow allowed | prohibit prohibited | 許可 許さ | 禁止 禁じら
agree agreed | disagree disagreed | 賛成 同意 | 反対 反対
support supported | oppose opposed | 支持 | 反対
appear appeared | disappear disappeared | 現れ 出現 | 消え 消失
arrive arrived arrival | depart departed departure | 到着 着い | 出発 発っ
enter entered | leave left | 入っ 入り | 出 出
expand expanded | shrink shrank | 拡大 広がっ | 縮小 縮まっ
improve improved | worsen worsened | 改善 向上 | 悪化 悪化
profit profits | loss losses | 利益 黒字 | 損失 赤字
income revenue | expenditure expenditure | 収入 歳入 | 支出 歳出
supply | demand | 供給 | 需要
domestic | foreign | 国内 | 国外
positive | negative | 正の 肯定 陽性 | 負の 否定 陰性
temporary | permanent | 一時 臨時 | 永久 常設
manually | automatically | 手動 | 自動
mutable | immutable | 可変 | 不変
synchronous | asynchronous | 同期 | 非同期
visible | invisible | 見える 表示 | 見えない 非表示
explicit explicitly | implicit implicitly | 明示 | 暗黙
static | dynamic | 静的 | 動的
direct directly | indirect indirectly | 直接 | 間接
local | remote | ローカル | リモート
horizontal | vertical | 水平 横 | 垂直 縦
forward | backward | 前方 前へ | 後方 後ろへ
up | down | 上へ 上に | 下へ 下に
early earlier | late later | 早い 早く 初期 | 遅い 遅く 後期
morning | evening | 朝 午前 | 夕方 午後
day | night | 昼 日中 | 夜 夜間
summer | winter | 夏 | 冬
spring | autumn | 春 | 秋
ancient | modern | 古代 | 現代
past | future | 過去 | 未来
teacher teachers | student students | 教師 先生 | 生徒 学生
parents parent | children child | 親 両親 | 子 子供
employer employers | employee employees | 雇用主 雇用者 | 従業員 従業員
client | server | クライアント | サーバー
black | white | 黒 黒い | 白 白い
full | empty | いっぱい 満 | 空 空
wet | dry | 濡れ 湿っ | 乾い 乾い
bright | dark | 明るい | 暗い
happy | sad | 幸せ 嬉しい | 不幸 悲しい
remember remembered | forget forgot | 覚え 思い出 | 忘れ 忘れ
lock locked | unlock unlocked | ロック 施錠 | ロック解除 解錠
push pushed | pull pulled | 押し | 引い
attack attacked | defend defended | 攻撃 | 防御
land | sea | 陸 | 海
heaven | earth | 天 | 地
good | evil | 善 良い | 悪 悪い
former | latter | 前者 | 後者
"""


def opposed() -> tuple[Opposed, ...]:
    """Read the rows, each in both directions."""
    columns = [[tuple(column.split()) for column in row.split("|")] for row in _ROWS.strip().splitlines()]
    rows = [Opposed(*row) for row in columns]
    return (*rows, *(Opposed(row.en_opposites, row.en, row.ja_opposites, row.ja) for row in rows))
