//! Lesson 1: the four tones and their changes in connected speech.
//!
//! After 《普通话水平测试实施纲要》: values of the tones, 上声、“一”、“不”的变调;
//! spelling after GB/T 16159-2012 《汉语拼音正词法基本规则》.

use super::slide::{DIPPING, FALLING, HIGH, LOW, Lesson, RISING, Slide, Tone};

const fn tone(label: &'static str, contour: super::slide::Contour) -> Tone {
    Tone { label, contour }
}

pub(super) const LESSON: Lesson = Lesson {
    name: "lesson-1",
    title: "声调与变调",
    slides: &[
        Slide {
            seconds: 10.0,
            title: "声调与变调",
            lines: &["普通话培训 · 第一课", "学会四个声调的高低升降", "掌握上声和“一”“不”的变调"],
            tones: &[],
            say: &["这一课学习普通话的声调与变调。", "先认清四个声调，再练习连读时的变化。"],
        },
        Slide {
            seconds: 13.0,
            title: "声调能区别意义",
            lines: &[
                "声调：一个音节高低升降的变化",
                "妈 mā　麻 má　马 mǎ　骂 mà",
                "声母、韵母相同，声调不同，意思就不同",
            ],
            tones: &[],
            say: &["声调是一个音节高低升降的变化。", "妈、麻、马、骂，声母和韵母都相同，只是声调不同，意思就不一样。"],
        },
        Slide {
            seconds: 18.0,
            title: "五度标记法：四个声调",
            lines: &["把音高分为五度：1 低　2 半低　3 中　4 半高　5 高"],
            tones: &[
                tone("阴平 55", HIGH),
                tone("阳平 35", RISING),
                tone("上声 214", DIPPING),
                tone("去声 51", FALLING),
            ],
            say: &[
                "用五度标记法，一度最低，五度最高。",
                "阴平五五，阳平三五，上声二一四，去声五一。",
                "请听音高的变化，再用手势跟着画一遍。",
            ],
        },
        Slide {
            seconds: 13.0,
            title: "阴平 55：高而平",
            lines: &["起音高，一直保持，不升不降", "春 chūn　天 tiān　花 huā　开 kāi"],
            tones: &[tone("妈 mā", HIGH)],
            say: &["第一声是阴平，调值五五，高而平。", "练习：春天花开。"],
        },
        Slide {
            seconds: 13.0,
            title: "阳平 35：由中升高",
            lines: &["从中音起，直接升到最高", "人 rén　民 mín　团 tuán　结 jié"],
            tones: &[tone("麻 má", RISING)],
            say: &["第二声是阳平，调值三五，从中音升到高音。", "练习：人民团结。"],
        },
        Slide {
            seconds: 14.0,
            title: "上声 214：先降后升",
            lines: &["单念或在词句末尾时读完整的 214", "好 hǎo　美 měi　老 lǎo　想 xiǎng"],
            tones: &[tone("马 mǎ", DIPPING)],
            say: &["第三声是上声，调值二一四，先降后升，低的部分要读足。", "单念或者在词句末尾时，才读完整的二一四。"],
        },
        Slide {
            seconds: 13.0,
            title: "去声 51：由高降低",
            lines: &["从最高降到最低，干脆、不拖长", "胜 shèng　利 lì　闭 bì　幕 mù"],
            tones: &[tone("骂 mà", FALLING)],
            say: &["第四声是去声，调值五一，从最高降到最低。", "练习：胜利闭幕。"],
        },
        Slide {
            seconds: 15.0,
            title: "上声变调（一）：上声 + 上声",
            lines: &["两个第三声相连，前一个读第二声（35）", "你好 nǐ hǎo 读作 ní hǎo　水果 读作 shuíguǒ"],
            tones: &[tone("你 35", RISING), tone("好 214", DIPPING)],
            say: &["两个第三声相连，前一个读成第二声。", "你好，读作 ní hǎo；水果，读作 shuíguǒ；领导，读作 língdǎo。"],
        },
        Slide {
            seconds: 15.0,
            title: "上声变调（二）：上声 + 非上声",
            lines: &["在第一、二、四声前，只降不升，读半上（211）", "老师 lǎoshī　语言 yǔyán　准备 zhǔnbèi"],
            tones: &[tone("老 211", LOW), tone("师 55", HIGH)],
            say: &["上声在第一、第二、第四声前面，只读前半段，调值二一一，叫半上。", "例如：老师、语言、准备。"],
        },
        Slide {
            seconds: 15.0,
            title: "三个上声相连",
            lines: &[
                "双 + 单：展览馆　前两个读 35",
                "　　　　　读作 zhán lán guǎn",
                "单 + 双：小老虎　首字半上，次字 35",
                "　　　　　读作 xiǎo láo hǔ（小读 211）",
            ],
            tones: &[],
            say: &[
                "三个上声相连，要看词的结构。",
                "展览馆是双加单，前两个都读第二声。",
                "小老虎是单加双，小读半上，老读第二声。",
            ],
        },
        Slide {
            seconds: 15.0,
            title: "“一”的变调",
            lines: &[
                "单念、词末、序数：yī　第一 dì-yī",
                "在第四声前读第二声：一定 yídìng",
                "在一、二、三声前读第四声：",
                "　　一天 yìtiān　一年 yìnián　一起 yìqǐ",
                "夹在重叠动词中间读轻声：看一看",
            ],
            tones: &[],
            say: &[
                "“一”单念、在词末或表示序数时读第一声。",
                "在第四声前读第二声，例如一定；在其他三声前读第四声，例如一天、一年、一起。",
                "夹在重叠动词中间时读轻声，例如看一看。",
            ],
        },
        Slide {
            seconds: 14.0,
            title: "“不”的变调",
            lines: &[
                "单念和在一、二、三声前读第四声：",
                "　　不多 bùduō　不同 bùtóng　不好 bùhǎo",
                "在第四声前读第二声：不是 búshì　不怕 búpà",
                "夹在词语中间读轻声：好不好",
            ],
            tones: &[],
            say: &[
                "“不”单念，或者在第一、二、三声前，读原调第四声。",
                "在第四声前读第二声，例如不是、不怕；夹在词语中间读轻声，例如好不好。",
            ],
        },
        Slide {
            seconds: 11.0,
            title: "书写时标原调",
            lines: &["拼写词语一般标原调，不标变调", "你好 写作 nǐ hǎo，读作 ní hǎo", "语音教学需要时，可以按变调标写"],
            tones: &[],
            say: &["按照汉语拼音正词法，拼写一般标原调，不标变调。", "语音教学需要时，可以按变调标写。"],
        },
        Slide {
            seconds: 11.0,
            title: "小结与练习",
            lines: &[
                "阴平 55　阳平 35　上声 214　去声 51",
                "读一读：你好　老师　一定　一天　不是　不同",
                "先想变不变，再开口读",
            ],
            tones: &[],
            say: &["请读一读：你好、老师、一定、一天、不是、不同。", "先想变不变，再开口读。"],
        },
    ],
};
