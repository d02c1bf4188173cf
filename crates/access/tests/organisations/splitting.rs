//! Some people of a school go to another.

use http::testing::form;

use super::office::{Office, offices};

#[tokio::test]
async fn those_who_are_chosen_go_and_the_others_stay() {
    for office in offices(60).await {
        let [source, target] = [&office.land.schools[0], &office.land.schools[1]];
        let draft = office.draft("county", "split", source, "2162000002").await;
        let page = office.page("county", &draft).await;
        assert!(page.contains("师零") && !page.contains("/confirmation"), "nobody is chosen yet");
        let [one, two, stays] = ["师零零壹", "师零零贰", "师零零叁"].map(|name| name.to_owned());
        let mut ids = Vec::new();
        for name in [&one, &two, &stays] {
            ids.push(office.found(name, &source.place).await[0].to_string());
        }
        let people = format!("{draft}/people");
        let shown: Vec<(&str, &str)> = ids.iter().map(|id| ("shown", id.as_str())).collect();
        let go = |chosen: &[usize]| {
            let ticked = chosen.iter().map(|nth| ("go", ids[*nth].as_str()));
            form(&shown.iter().copied().chain(ticked).collect::<Vec<_>>())
        };
        office.deed("county", &people, &go(&[0, 2])).await;
        // A page that is sent again says who goes of those on it.
        office.deed("county", &people, &go(&[0, 1])).await;
        assert!(office.page("county", &draft).await.contains("转出 2 人"));
        office.confirm("county", &draft).await;
        office.settle().await;
        assert_eq!([office.people_at(source).await, office.people_at(target).await], [59, 2]);
        for (name, at) in [(&one, target), (&two, target), (&stays, source)] {
            assert_eq!(office.found(name, &at.place).await.len(), 1, "{name}");
        }
        assert_eq!(office.now(source).await.closed_on, None);
        let page = office.page("county", &format!("/organisations/{}", source.id)).await;
        assert!(page.contains("拆出") && page.contains("临潭县新城小学"));
        let late = office.post("county", &people, &go(&[2])).await;
        assert_eq!(late.status.as_u16(), 409);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn nobody_is_sent_who_is_not_of_the_school_and_not_everybody_goes() {
    for office in offices(1).await {
        let source = &office.land.schools[0];
        let draft = office.draft("county", "split", source, "2162000002").await;
        let mut ids = office.found("师零零壹", &source.place).await;
        ids.extend(office.found("临潭县城关小学经办人", &source.place).await);
        let stranger = office.found("临潭县教育局经办人", &office.land.counties[0].place).await[0];
        assert_eq!(ids.len(), 2);
        let all: Vec<String> = ids.iter().chain([&stranger]).map(ToString::to_string).collect();
        let fields: Vec<(&str, &str)> =
            all.iter().flat_map(|id| [("shown", id.as_str()), ("go", id.as_str())]).collect();
        office.deed("county", &format!("{draft}/people"), &form(&fields)).await;
        let page = office.page("county", &draft).await;
        assert!(page.contains("转出 2 人"), "{page}");
        let seen = Office::hidden(&page, "seen");
        let answer = office.post("county", &format!("{draft}/confirmation"), &format!("seen={seen}")).await;
        assert_eq!(answer.status.as_u16(), 409);
        assert!(answer.text.contains("全部转出请办理撤并"), "{}", answer.text);
        // Who may not see names does not choose.
        let of_province = office.draft("province", "split", source, "2162000002").await;
        assert!(!office.page("province", &of_province).await.contains("师零零壹"));
        assert_eq!(
            office.post("province", &format!("{of_province}/people"), &form(&fields)).await.status.as_u16(),
            403
        );
        office.is_whole().await;
    }
}
