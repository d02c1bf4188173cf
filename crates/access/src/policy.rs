use authz::Actor;
use kernel::Date;

use crate::duty;
use crate::store::Level;

/// What the site asks of those who come in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy {
    /// From which day on the duties above a school rest until a second factor is set; nothing asks for none.
    pub second_factor_from: Option<Date>,
}

impl Policy {
    /// Whether the duties of `actor`, who has a password alone, rest on `today`.
    #[must_use]
    pub(crate) fn rests(&self, actor: &Actor, levels: &[Level], today: Date) -> bool {
        let asked = self.second_factor_from.is_some_and(|from| from <= today);
        asked && actor.appointments.iter().any(|it| it.holds_on(today) && duty::is_above_school(levels, &it.duty))
    }
}
