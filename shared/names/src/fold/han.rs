use std::collections::HashMap;
use std::sync::LazyLock;

/// Traditional characters that are frequent in names, each with its simplified form.
const TRADITIONAL: &str = "\
偉伟 傑杰 剛刚 劉刘 吳吴 國国 報报 孫孙 學学 寧宁 寶宝 張张 強强 愛爱 慶庆 應应 戰战 揚扬 數数 時时 曉晓 會会 東东 楊杨 業业 極极 \
樂乐 樹树 機机 權权 歐欧 歷历 氣气 湯汤 漢汉 潔洁 澤泽 濤涛 灣湾 營营 爾尔 獻献 現现 瑪玛 環环 產产 畢毕 當当 發发 盡尽 盧卢 眾众 \
碩硕 禮礼 種种 積积 穎颖 窮穷 競竞 節节 範范 紀纪 紅红 純纯 紹绍 統统 經经 綠绿 維维 綱纲 緒绪 編编 縣县 總总 繼继 續续 羅罗 義义 \
習习 聖圣 聯联 聲声 職职 肅肃 與与 興兴 舊旧 華华 萬万 葉叶 蓮莲 蔣蒋 蕭肖 藍蓝 藝艺 藥药 蘇苏 蘭兰 號号 術术 衛卫 裝装 見见 親亲 \
覺觉 計计 記记 設设 許许 試试 詩诗 誠诚 調调 談谈 論论 諸诸 謀谋 謝谢 證证 譚谭 讓让 豐丰 貝贝 財财 貴贵 費费 貿贸 賀贺 資资 賈贾 \
質质 賴赖 趙赵 車车 軍军 輝辉 輪轮 輸输 農农 連连 進进 運运 達达 遠远 選选 鄉乡 鄒邹 鄔邬 鄧邓 鄭郑 釗钊 銀银 銘铭 鋒锋 鋼钢 錢钱 \
錦锦 鍾钟 鎮镇 鏡镜 鐵铁 長长 門门 開开 間间 閻阎 闊阔 關关 陳陈 陸陆 陽阳 隊队 階阶 際际 隨随 險险 雙双 難难 雲云 電电 靈灵 靜静 \
韋韦 韓韩 順顺 頭头 題题 願愿 顧顾 顯显 風风 飛飞 養养 館馆 馬马 馮冯 駱骆 驊骅 體体 魯鲁 鮑鲍 鳳凤 鴻鸿 鵬鹏 鷹鹰 麗丽 麥麦 黃黄 \
點点 黨党 齊齐 龍龙 龐庞 龔龚";

/// The simplified form of a traditional character, otherwise the character.
pub(super) fn simplified(character: char) -> char {
    static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs().collect());
    FORMS.get(&character).copied().unwrap_or(character)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    TRADITIONAL.split_ascii_whitespace().filter_map(|pair| {
        let mut characters = pair.chars();
        Some((characters.next()?, characters.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::{pairs, simplified};

    #[test]
    fn traditional_forms_are_simplified() {
        assert_eq!("習近平".chars().map(simplified).collect::<String>(), "习近平");
        assert!(pairs().all(|(from, to)| from != to && simplified(to) == to));
    }
}
