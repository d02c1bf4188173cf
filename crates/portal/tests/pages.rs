//! The first page and the public ones, on both databases; figures are in `figures.rs`.
#![cfg(test)]

use classes::testing::{World, teachers};
use http::Slice;

fn slices() -> Vec<Slice> {
    credits::testing::slices().into_iter().chain([portal::slice()]).collect()
}

#[tokio::test]
async fn the_first_page_is_another_for_nobody_for_a_teacher_and_for_an_officer() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let nobody = world.page("", "/").await;
        assert!(nobody.contains("查验结业证书") && nobody.contains("href=\"/sign-in\""), "{nobody}");
        assert!(!nobody.contains("等我办的") && !nobody.contains(&class.name), "a class is not for everybody");
        let teacher = world.page("teacher", "/").await;
        assert!(teacher.contains("现在没有要做的") && !teacher.contains("查验结业证书"), "{teacher}");
        let head = world.page("head", "/").await;
        assert!(head.contains(&format!("/classes/{}/nominations", class.id)), "the school nominates: {head}");
        let stranger = world.page("stranger", "/").await;
        assert!(stranger.contains("没有等您办的事") && !stranger.contains(&class.id.to_string()), "{stranger}");
    }
}

#[tokio::test]
async fn whoever_is_asked_to_confirm_finds_it_first_and_no_longer_afterwards() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let person = &world.teachers[..1];
        world.nominate(class.id, person).await.unwrap();
        let answer = format!("/classes/{}/mine", class.id);
        assert!(!world.page("teacher", "/").await.contains(&answer), "nothing to answer yet");
        world.decide("county", class.id, person, classes::testing::Deed::Approve).await.unwrap();
        world.decide("manager", class.id, person, classes::testing::Deed::Admit).await.unwrap();
        let asked = world.page("teacher", "/").await;
        assert!(asked.contains(&answer) && asked.contains("确认参加：") && asked.contains("2011年7月10日"), "{asked}");
        assert!(!world.page("colleague", "/").await.contains(&answer), "it is asked of one teacher");
        world.confirm(class.id, person).await;
        assert!(!world.page("teacher", "/").await.contains("确认参加："), "answered once");
    }
}

#[tokio::test]
async fn anybody_learns_whether_a_class_is_filed_and_nothing_of_a_draft() {
    for world in World::both(slices, teachers).await {
        let (draft, filed) = (world.draft(40).await, world.filed(30).await);
        let ask = |number: &str| format!("/classes-on-file?class={number}");
        let number = filed.filing_number.clone().unwrap();
        for asked in [filed.number.to_lowercase(), number.clone()] {
            let page = world.page("", &ask(&asked)).await;
            assert!(page.contains("这个班次已备案") && page.contains(&number), "{asked}: {page}");
        }
        for asked in [draft.number.as_str(), "GP2011-XX-00-0000-C00", "%3Cscript%3E"] {
            let answer = world.get("", &ask(asked)).await;
            assert_eq!(answer.status, 404, "{asked}");
            assert!(answer.text.contains("没有查到备案") && answer.text.contains("教师〔2010〕4号"), "with the clause");
            assert!(!answer.text.contains(&draft.name) && !answer.text.contains("<script>alert"), "{}", answer.text);
        }
        for nothing in ["", &"9".repeat(61)] {
            let page = world.page("", &ask(nothing)).await;
            assert!(!page.contains("这个班次已备案") && !page.contains("没有查到备案"), "no question, no answer");
        }
    }
}

#[tokio::test]
async fn language_and_look_are_kept_and_what_is_not_known_changes_nothing() {
    for world in World::both(slices, teachers).await {
        let english = world.post("", "/language", "lang=en").await;
        assert_eq!((english.status.as_u16(), english.cookie("lang").as_deref()), (303, Some("en")));
        assert_eq!(world.post("", "/language", "lang=tlh").await.cookie("lang"), None);
        let dark = world.post("", "/look", "theme=dark").await;
        assert_eq!((dark.status.as_u16(), dark.cookie("theme").as_deref()), (303, Some("dark")));
        assert_eq!(world.post("", "/look", "theme=pink").await.cookie("theme").as_deref(), Some("auto"));
        let design = world.page("", "/design?theme=dark&type=large").await;
        assert!(design.contains("data-theme=\"dark\" data-type=\"large\""), "{}", &design[..300]);
        assert_eq!(world.get("", "/healthz").await.text, "ok\n");
        for (path, says) in [("/about", "开放源代码"), ("/privacy", "保存什么")] {
            assert!(world.page("", path).await.contains(says), "{path}");
        }
    }
}
