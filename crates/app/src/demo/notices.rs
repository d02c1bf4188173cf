//! The notices of the world: one of a province that asks for an answer, one of the ministry, and one that another
//! replaced. All of them are invented.

use anyhow::Context as _;
use audit::By;
use authz::Place;
use blobs::Upload;
use kernel::{Id, Timestamp};
use notices::Notice;
use notices::deed::{self, Draft};
use registry::{Organisation, OrganisationKind as Kind};

use super::World;
use super::course::HOUR;

/// The officer `login` in the duty that issues or signs.
fn by(world: &World, login: &str, now: Timestamp) -> anyhow::Result<By> {
    let actor = world.officers.get(login).with_context(|| format!("the officer {login}"))?;
    let held = actor.appointments.first().context("a duty")?;
    Ok(By::holding(actor, held, now))
}

fn draft(issuer: &Organisation, number: &str, title: &str, body: &str, now: Timestamp) -> Draft {
    Draft {
        number: number.to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        effective_on: now.date(),
        area: (issuer.place.clone(), issuer.name.clone()),
        kinds: vec![Kind::Prefecture, Kind::County, Kind::School, Kind::Institution],
        duty: String::new(),
        task: String::new(),
        task_days: 0,
        replaces: None,
    }
}

/// Drafts and issues.
async fn issued(
    world: &World,
    login: &str,
    issuer: &Organisation,
    draft: &Draft,
    file: Option<(&str, &str)>,
    now: Timestamp,
) -> anyhow::Result<Id<Notice>> {
    let by = by(world, login, now)?;
    let (store, parts) = (&world.house.store, world.house.app.parts());
    let kept = match file {
        Some((name, text)) => {
            let sent = futures::stream::iter([Ok::<_, std::io::Error>(text.to_owned().into())]);
            let upload = Upload::receive(&parts.uploads(), sent, 1 << 20).await?;
            Some((name, parts.blobs.keep(&upload).await?, upload.size()))
        }
        None => None,
    };
    let id = store::transaction!(store, tx => {
        let id = deed::draft(tx, &by, issuer, draft.clone()).await?;
        if let Some((name, key, bytes)) = &kept {
            deed::attach(tx, &by, id, name, key, *bytes).await?;
        }
        deed::issue(tx, &by, id).await?;
        Ok(id)
    })?;
    Ok(id)
}

/// Makes the notices.
pub(super) async fn load(world: &World) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let (today, year) = (now.date(), now.date().year());
    let at = |days: i32| today.plus_days(days).start().plus_millis(10 * HOUR);
    let province = world.provinces.first().context("a province")?;
    let gansu = &province.authority;

    let plan = Draft {
        duty: "county-officer".to_owned(),
        kinds: vec![Kind::County],
        task: "请报送本县（市）双语教师普通话培训的参训需求人数和联系人。".to_owned(),
        task_days: 10,
        ..draft(
            gansu,
            &format!("甘教师函〔{year}〕16号"),
            &format!("关于做好{year}年双语教师普通话培训工作的通知"),
            "各县（市）教育局：\n为做好今年双语教师普通话培训工作，现将有关事项通知如下。\n一、各县（市）按照分配名额组织推荐，优先推荐从未参加过培训的教师。\n二、推荐名单经学校公示后，由县级教育行政部门审核。\n三、参训教师培训期间的工作量按照有关规定计算。",
            at(-5),
        )
    };
    let file = ("推荐工作说明.pdf", "%PDF-1.4\n% 示例附件\n");
    let id = issued(world, "gansu", gansu, &plan, Some(file), at(-5)).await?;
    let county = province.counties.get(1).context("a county")?;
    let other = by(world, "zhuoni", at(-3))?;
    store::transaction!(world.house.store, tx => {
        deed::answer(tx, &other, id, county, "本县参训需求 24 人，联系人：师训股。").await
    })?;

    let rule = "各市（州）、县（市）教育局，各学校，各承办院校：\n参训教师应当按时报到。因故不能参训的，由学校在开班三日前提出替换人选，报县级教育行政部门审核。";
    let number = |serial: u8| format!("甘教师函〔{year}〕{serial}号");
    let first = draft(gansu, &number(3), "关于规范参训教师替换工作的通知", rule, at(-60));
    let old = issued(world, "gansu", gansu, &first, None, at(-60)).await?;
    let second = format!("{rule}\n开班后不得替换。");
    let second = Draft {
        replaces: Some(old),
        ..draft(gansu, &number(9), "关于进一步规范参训教师替换工作的通知", &second, at(-20))
    };
    issued(world, "gansu", gansu, &second, None, at(-20)).await?;

    let nation = Draft {
        area: (Place::root(), world.nation.name.clone()),
        kinds: vec![Kind::Province, Kind::LanguageOffice],
        ..draft(
            &world.nation,
            &format!("教语用司函〔{year}〕4号"),
            "关于报送双语教师普通话培训总结的通知",
            "各省、自治区、直辖市教育厅（教委）、语委办：\n培训班结束后一个月内，请将培训总结、汇总表和统计表报送教育部。\n报送材料同时在本平台提交。",
            at(-2),
        )
    };
    issued(world, "moe", &world.nation, &nation, None, at(-2)).await?;
    let draft = draft(
        gansu,
        &number(21),
        "关于开展参训教师回访的通知",
        "各县（市）教育局：\n（草稿，内容待补充。）请于培训结束后三个月内组织回访。",
        now,
    );
    let by = by(world, "gansu", now)?;
    store::transaction!(world.house.store, tx => { deed::draft(tx, &by, gansu, draft.clone()).await })?;
    Ok(())
}
