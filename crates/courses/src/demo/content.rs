//! What is asked in the two lessons of the demonstration. After 《汉语拼音方案》, 《普通话水平测试实施
//! 纲要》 and GB/T 16159 《汉语拼音正词法基本规则》.

/// A question with one right answer.
pub(super) struct Asked {
    pub wording: &'static str,
    pub options: &'static [&'static str],
    /// The place of the right answer, from 1.
    pub answer: i64,
    pub explanation: &'static str,
}

/// A lesson's title and questions.
pub(super) struct Written {
    pub title: &'static str,
    /// Where the question opens: just after the slide it is about.
    pub at_ms: i64,
    pub question: Asked,
    pub quiz: [Asked; 5],
}

/// The lessons, in order.
pub(super) const LESSONS: [Written; 2] = [TONES, PINYIN];

const TONES: Written = Written {
    title: "声调与变调",
    at_ms: 155_000,
    question: Asked {
        wording: "刚才讲到“一”的变调。“一定”中的“一”读第几声？",
        options: &["第一声", "第二声", "第四声"],
        answer: 2,
        explanation: "“一”在第四声前读第二声：一定 yídìng。",
    },
    quiz: [
        Asked {
            wording: "按五度标记法，上声的调值是多少？",
            options: &["35", "214", "51"],
            answer: 2,
            explanation: "阴平 55，阳平 35，上声 214，去声 51。",
        },
        Asked {
            wording: "两个上声音节相连（如“美好”），前一个怎样读？",
            options: &["读作阳平（第二声）", "读作去声（第四声）", "读全上 214"],
            answer: 1,
            explanation: "上声在上声前变读为阳平，调值 35。",
        },
        Asked {
            wording: "“北京”的“北”怎样读？",
            options: &["阳平 35", "全上 214", "半上 211"],
            answer: 3,
            explanation: "上声在非上声（阴平、阳平、去声）前读半上，只降不升，调值 211。",
        },
        Asked {
            wording: "“一天”的“一”读第几声？",
            options: &["第一声", "第二声", "第四声"],
            answer: 3,
            explanation: "“一”在第一、二、三声前读第四声：一天 yìtiān。",
        },
        Asked {
            wording: "“不对”的“不”读第几声？",
            options: &["第二声", "第四声", "轻声"],
            answer: 1,
            explanation: "“不”在第四声前读第二声：不对 búduì。",
        },
    ],
};

const PINYIN: Written = Written {
    title: "汉语拼音教学法",
    at_ms: 81_500,
    question: Asked {
        wording: "刚才讲到标调的规则。“九”的音节 jiu，声调符号标在哪个字母上？",
        options: &["i", "u", "j"],
        answer: 2,
        explanation: "i、u 并列标在后：jiǔ，标在 u 上。",
    },
    quiz: [
        Asked {
            wording: "下面哪一组全部是整体认读音节？",
            options: &["zhi、yue、ying", "zhe、ya、wang", "zi、you、wen"],
            answer: 1,
            explanation: "整体认读音节共 16 个：zhi chi shi ri zi ci si，yi wu yu ye yue yuan yin yun ying。",
        },
        Asked {
            wording: "“学”的音节怎样写？",
            options: &["xüé", "xué", "xuě"],
            answer: 2,
            explanation: "ü 在 j、q、x、y 后省去两点，写作 xué；声调是第二声。",
        },
        Asked {
            wording: "ü 上的两点在哪些声母后面不能省？",
            options: &["j、q、x", "n、l", "zh、ch、sh"],
            answer: 2,
            explanation: "n、l 既能与 ü 相拼，也能与 u 相拼，必须区分：nü 与 nu，lü 与 lu。",
        },
        Asked {
            wording: "“瓜 guā”适合用哪种方法拼读？",
            options: &["整体认读", "两拼法 gu — ā", "三拼法 g — u — ā"],
            answer: 3,
            explanation: "有介音的音节用三拼法：g — u — ā。",
        },
        Asked {
            wording: "发翘舌音 zh、ch、sh 时，舌尖应当怎样？",
            options: &["抵住或接近上齿背", "翘起，对着硬腭前部", "抵住下齿背"],
            answer: 2,
            explanation: "翘舌音舌尖翘起，对着硬腭前部；平舌音 z、c、s 的舌尖抵住或接近上齿背。",
        },
    ],
};
