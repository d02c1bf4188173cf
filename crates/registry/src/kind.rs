store::code! {
    /// What kind of organisation.
    pub enum OrganisationKind {
        /// 教育部.
        Nation = "nation",
        /// 省级教育行政部门; 新疆生产建设兵团教育局 among them.
        Province = "province",
        /// 市（地）级教育行政部门; 兵团的师.
        Prefecture = "prefecture",
        /// 县级教育行政部门.
        County = "county",
        /// 财政部门: its place is that of the authority beside which it stands.
        Finance = "finance",
        /// 语委办: its place is that of the authority that it serves.
        LanguageOffice = "language-office",
        /// 项目执行办公室, hosted by a university: its place is that of the authority over the host.
        ExecutiveOffice = "executive-office",
        /// 教研室, 教科院.
        TeachingResearch = "teaching-research",
        /// 电教馆.
        Audiovisual = "audiovisual",
        /// 教师发展中心, 教师进修学校.
        DevelopmentCentre = "development-centre",
        /// 学校、幼儿园.
        School = "school",
        /// 培训机构: 院校 and others that run classes.
        Institution = "institution",
    }
}

/// What stands for an organisation in forms and returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// 行政区划代码.
    Division,
    /// 学校（机构）标识码.
    School,
    /// 统一社会信用代码.
    Credit,
    /// One that the house makes: an office has none of its own.
    Made,
}

impl OrganisationKind {
    /// The message key of the kind's name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nation => "organisation-nation",
            Self::Province => "organisation-province",
            Self::Prefecture => "organisation-prefecture",
            Self::County => "organisation-county",
            Self::Finance => "organisation-finance",
            Self::LanguageOffice => "organisation-language-office",
            Self::ExecutiveOffice => "organisation-executive-office",
            Self::TeachingResearch => "organisation-teaching-research",
            Self::Audiovisual => "organisation-audiovisual",
            Self::DevelopmentCentre => "organisation-development-centre",
            Self::School => "organisation-school",
            Self::Institution => "organisation-institution",
        }
    }

    /// Whether its place is its alone and has a figure of people: an office stands at the place of an authority,
    /// and nobody counts the nation by hand.
    #[must_use]
    pub const fn has_area(self) -> bool {
        !matches!(self, Self::Nation) && !self.shares_area()
    }

    /// Whether it stands at the place of an authority.
    #[must_use]
    pub const fn shares_area(self) -> bool {
        matches!(self, Self::Finance | Self::LanguageOffice | Self::ExecutiveOffice)
    }

    /// Whether it is an authority of the tree, whose place holds others.
    #[must_use]
    pub const fn is_authority(self) -> bool {
        matches!(self, Self::Nation | Self::Province | Self::Prefecture | Self::County)
    }

    /// Whether it may hang under one of kind `over`. Levels may be absent: 直辖市 and 省直管县 have counties right
    /// under a province, 兵团 and 东莞 schools right under a prefecture, and some schools belong to a province.
    #[must_use]
    pub const fn may_hang_under(self, over: Self) -> bool {
        match self {
            Self::Nation => false,
            Self::Province => matches!(over, Self::Nation),
            Self::Prefecture => matches!(over, Self::Province),
            Self::County => matches!(over, Self::Province | Self::Prefecture),
            Self::ExecutiveOffice => matches!(over, Self::Nation | Self::Institution),
            Self::Finance
            | Self::LanguageOffice
            | Self::TeachingResearch
            | Self::Audiovisual
            | Self::DevelopmentCentre
            | Self::School
            | Self::Institution => over.is_authority(),
        }
    }

    /// By which code it is known.
    #[must_use]
    pub const fn code_kind(self) -> CodeKind {
        match self {
            Self::Nation | Self::Province | Self::Prefecture | Self::County => CodeKind::Division,
            Self::School => CodeKind::School,
            Self::LanguageOffice | Self::ExecutiveOffice => CodeKind::Made,
            Self::Finance
            | Self::TeachingResearch
            | Self::Audiovisual
            | Self::DevelopmentCentre
            | Self::Institution => CodeKind::Credit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OrganisationKind::{self, *};

    #[test]
    fn levels_may_be_absent_and_never_stand_upside_down() {
        assert!(County.may_hang_under(Province), "直辖市, 省直管县");
        assert!(School.may_hang_under(Prefecture), "兵团, 东莞");
        assert!(School.may_hang_under(Province), "省属");
        for (below, over) in [
            (Province, County),
            (Prefecture, County),
            (County, County),
            (School, School),
            (County, School),
            (Nation, Province),
        ] {
            assert!(!below.may_hang_under(over), "{below:?} under {over:?}");
        }
    }

    #[test]
    fn an_executive_office_is_hosted_by_a_university_and_finance_by_none() {
        assert!(ExecutiveOffice.may_hang_under(Institution) && ExecutiveOffice.may_hang_under(Nation));
        assert!(!ExecutiveOffice.may_hang_under(School) && !Finance.may_hang_under(Institution));
    }

    #[test]
    fn no_kind_hangs_under_itself_so_no_kind_makes_a_cycle_of_one() {
        for kind in OrganisationKind::ALL {
            assert!(!kind.may_hang_under(*kind), "{kind:?}");
        }
    }
}
