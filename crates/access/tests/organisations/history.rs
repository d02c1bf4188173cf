//! The history on an organisation's page, and the tree of a day.

use super::office::offices;

#[tokio::test]
async fn the_tree_of_a_day_is_shown_to_those_whose_place_it_is() {
    for office in offices(1).await {
        let tree = format!("/organisations/{}/tree", office.land.counties[0].id);
        let page = office.page("county", &tree).await;
        assert!(page.contains("临潭县城关小学") && page.contains("临潭县新城小学"), "{page}");
        assert!(!page.contains("夏河县"), "a neighbour's school");
        let early = office.page("county", &format!("{tree}?on=1949-09-30")).await;
        assert!(early.contains("还没有设立") && !early.contains("临潭县城关小学"));
        let wrong = office.get("county", &format!("{tree}?on=1949-13-01")).await;
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.text.contains("请按 年-月-日"));
        assert_eq!(office.status("county2", "GET", &tree).await, 404);
        let page = office.page("county", &format!("/organisations/{}", office.land.schools[0].id)).await;
        assert!(page.contains("沿革") && page.contains("1949-10-01"));
    }
}
