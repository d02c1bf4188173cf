//! A small province whose offices write to each other.

use std::sync::Arc;

use access::testing::Accounts;
use axum::http::StatusCode;
use http::Belongings;
use http::testing::{Ground, House, Plan, form, morning};
use notices::testing::slices;
use registry::Organisation;
use registry::testing::{Land, tables, vault};
use store::sql;

pub struct World {
    pub house: House,
    pub land: Land,
    pub accounts: Arc<Accounts>,
}

impl World {
    pub async fn both() -> Vec<Self> {
        let mut worlds = Vec::new();
        // A Monday.
        for ground in Ground::both(&tables(&slices()), morning("2026-03-02")).await {
            let land = Land::new(&ground).await;
            let accounts = Accounts::new(&ground, &slices()).await;
            for (who, duty, at) in [
                ("moe", "ministry-officer", &land.nation),
                ("province", "province-officer", &land.province),
                ("language", "language-officer", &land.office),
                ("county", "county-officer", &land.counties[0]),
                ("county2", "county-officer", &land.counties[1]),
                ("head", "school-officer", &land.schools[0]),
                ("manager", "class-manager", &land.institution),
            ] {
                accounts.officer(who, duty, at).await;
            }
            let own = Belongings::default().with(Arc::new(vault())).with(Arc::new(accounts.sessions()));
            let house = House::new(ground, Plan { own, ..Plan::new(slices(), accounts.clone()) });
            worlds.push(Self { house, land, accounts });
        }
        worlds
    }

    pub fn fields(&self, more: &[(&str, &str)]) -> String {
        let area = self.land.province.place.to_string();
        let mut fields = vec![
            ("number", "甘教师函[2026]12号"),
            ("title", "关于报送参训需求的通知"),
            ("body", "各县教育局：\n请按时报送本县参训需求。"),
            ("effective_on", "2026-03-02"),
            ("area", area.as_str()),
            ("kinds", "county"),
        ];
        fields.retain(|it| !more.iter().any(|new| new.0 == it.0));
        fields.extend(more.iter().filter(|it| !it.1.is_empty()));
        form(&fields)
    }

    /// Drafts, and gives the page of the draft.
    pub async fn draft(&self, more: &[(&str, &str)]) -> String {
        self.house.deed("province", "/notices", &self.fields(more)).await
    }

    pub async fn issue(&self, notice: &str) {
        self.house.deed("province", &format!("{notice}/issue"), "").await;
        self.work().await;
    }

    pub async fn work(&self) {
        self.house.app.worker().drain().await.unwrap();
    }

    pub async fn refused(&self, who: &str, path: &str, fields: &str) -> (u16, String) {
        let answer = self.house.post(who, path, fields).await;
        (answer.status.as_u16(), answer.text)
    }

    pub async fn number(&self, statement: &'static str) -> i64 {
        sql(statement).value(self.house.store()).await.unwrap()
    }

    pub async fn sign(&self, who: &str, notice: &str, at: &Organisation) -> StatusCode {
        let path = format!("{notice}/receipt");
        self.house.post(who, &path, &format!("organisation={}", at.id)).await.status
    }
}
