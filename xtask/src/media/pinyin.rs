//! Lesson 2: how to teach Hanyu Pinyin.
//!
//! After 《汉语拼音方案》 (approved on 11 February 1958) and the usual order of
//! primary-school teaching.

use super::slide::{FALLING, HIGH, Lesson, Slide, Tone};

pub(super) const LESSON: Lesson = Lesson {
    name: "lesson-2",
    title: "汉语拼音教学法",
    slides: &[
        Slide {
            seconds: 10.0,
            title: "汉语拼音教学法",
            lines: &["普通话培训 · 第二课", "教什么，按什么顺序教，怎样练"],
            tones: &[],
            say: &["这一课学习汉语拼音的教学方法。", "想一想：教什么，按什么顺序教，怎样练。"],
        },
        Slide {
            seconds: 14.0,
            title: "教学内容与顺序",
            lines: &[
                "声母：21 个辅音声母　另教 y、w",
                "常用顺序：单韵母、声母与拼读、",
                "复韵母、鼻韵母，声调贯穿始终",
                "由易到难，学一点，用一点",
            ],
            tones: &[],
            say: &[
                "普通话有二十一个辅音声母，教学中另教 y 和 w。",
                "常用的顺序是先单韵母，再声母与拼读，然后复韵母和鼻韵母；声调贯穿始终。",
            ],
        },
        Slide {
            seconds: 13.0,
            title: "呼读音与本音",
            lines: &[
                "声母的本音不响亮，教学用呼读音",
                "b 呼读作 bo　d 呼读作 de　g 呼读作 ge",
                "拼读时用本音：轻、短，不带韵母尾巴",
            ],
            tones: &[],
            say: &[
                "声母的本音不响亮，教学时在后面加上韵母，叫呼读音。",
                "真正拼读时要用本音，轻而短，不要带着后面的韵母。",
            ],
        },
        Slide {
            seconds: 15.0,
            title: "两拼法与三拼法",
            lines: &["两拼：b — à → bà　三拼：g — u — ā → guā", "前音轻短后音重，两音相连猛一碰"],
            tones: &[Tone { label: "爸 bà", contour: FALLING }, Tone { label: "瓜 guā", contour: HIGH }],
            say: &["两拼法：b、à，bà；三拼法：g、u、ā，guā。", "要领是：前音轻短后音重，两音相连猛一碰。"],
        },
        Slide {
            seconds: 15.0,
            title: "整体认读音节（16 个）",
            lines: &[
                "zhi　chi　shi　ri　zi　ci　si",
                "yi　wu　yu　ye　yue　yuan",
                "yin　yun　ying",
                "不拼读，直接认读整个音节",
            ],
            tones: &[],
            say: &["整体认读音节一共十六个，不用拼读，直接认读。", "可以用卡片分组，听音找卡、看卡读音。"],
        },
        Slide {
            seconds: 14.0,
            title: "标调歌",
            lines: &[
                "有 a 不放过，没 a 找 o、e",
                "i、u 并列标在后，单个韵母不用说",
                "háo　xué　duì　liú　ní",
                "i 上标调，去掉上面的点",
            ],
            tones: &[],
            say: &[
                "标调有口诀：有 a 不放过，没 a 找 o、e；i、u 并列标在后，单个韵母不用说。",
                "i 上标调时，去掉上面的点。",
            ],
        },
        Slide {
            seconds: 13.0,
            title: "ü 上两点的省写",
            lines: &[
                "j、q、x、y 后面：省两点　ju　qu　xu　yu",
                "n、l 后面：不能省　nü 与 nu　lü 与 lu",
                "j、q、x 不与 u 相拼，所以不会混",
            ],
            tones: &[],
            say: &[
                "ü 在 j、q、x、y 后面，省去上面的两点。",
                "在 n、l 后面不能省，因为 nü 和 nu、lü 和 lu 是不同的音节。",
            ],
        },
        Slide {
            seconds: 14.0,
            title: "难点音：先听辨，后发音",
            lines: &[
                "平舌 z c s：舌尖向前，抵住或接近上齿背",
                "翘舌 zh ch sh：舌尖翘起，对着硬腭前部",
                "对比练：资 zī — 知 zhī　四 sì — 是 shì",
            ],
            tones: &[],
            say: &[
                "平舌音舌尖向前，翘舌音舌尖翘起。",
                "先让学生听辨，再模仿发音，用成对的词对比练习，例如资和知、四和是。",
            ],
        },
        Slide {
            seconds: 13.0,
            title: "一节课的五步",
            lines: &[
                "听辨　→　模仿　→　拼读",
                "→　运用　→　反馈",
                "每个音放到词语和句子里用一次",
                "多鼓励，少打断，及时示范",
            ],
            tones: &[],
            say: &[
                "一节拼音课可以分五步：听辨、模仿、拼读、运用、反馈。",
                "每个音都要放到词语和句子里用一次。多鼓励，少打断，及时示范。",
            ],
        },
    ],
};
