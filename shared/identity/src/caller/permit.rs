//! Permissions of staff, as part of a caller's type.

use sisuiq_model::Permission;

/// The permissions of a staff route. An empty list admits every member of staff.
pub trait Permit: Send + Sync + 'static {
    /// The permissions, any of which is enough.
    const ANY_OF: &'static [Permission];
}

/// Any member of staff.
#[derive(Clone, Copy, Debug)]
pub enum AnyStaff {}

impl Permit for AnyStaff {
    const ANY_OF: &'static [Permission] = &[];
}

macro_rules! permits {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("A member of staff with [`", stringify!($name), "`](sisuiq_model::Permission::", stringify!($name), ").")]
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl super::Permit for $name {
            const ANY_OF: &'static [sisuiq_model::Permission] = &[sisuiq_model::Permission::$name];
        }
    )+};
}

/// One type for each permission, of the same name.
pub mod permits {
    permits! {
        UsersView, UsersEdit, UsersDelete, BookingsView, BookingsCreate, BookingsEdit, BookingsCancel, BookingsAssign,
        ProvidersView, ProvidersCreate, ProvidersEdit, ProvidersVerify, ProvidersDeactivate, ComplaintsView,
        ComplaintsAssign, ComplaintsResolve, ComplaintsEscalate, PaymentsView, PaymentsRefund, PaymentsSettle,
        AnalyticsView, ReportsGenerate, ReportsExport, StaffView, StaffCreate, StaffEdit, StaffDelete, RolesManage,
        PermissionsManage, SettingsManage,
    }
}
