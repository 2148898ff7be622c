//! The function that maintains the database.

use super::World;

impl World {
    /// The state of the function.
    #[must_use]
    pub fn maintenance(&self) -> maintenance::State {
        let state = maintenance::State::from_environment(&self.environment(), self.clock());
        state.expect("the settings are complete")
    }

    /// Runs maintenance like the schedule.
    pub async fn maintains(&self) {
        maintenance::maintain(&self.maintenance()).await.expect("maintenance succeeds");
    }
}
