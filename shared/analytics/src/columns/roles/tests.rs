//! Tests of the roles of columns.

use super::*;
use DurationUnit::{Hours, HoursMinutes, Minutes, Seconds};

fn of(name: &str) -> Option<Role> {
    role(&[name.to_owned()]).map(|(role, _)| role)
}

fn assert_all(role: Role, names: &str) {
    for name in names.split(';').map(str::trim) {
        assert_eq!(of(name), Some(role), "{name}");
    }
}

#[test]
fn other_names_have_no_role() {
    let names = "station; load; customers served; total customers; Total number of customers; customer type; customer_id; customer minutes lost; repair hours; response time; \
        hour; minute; year; ; notes; working hours; weekday; 停电时户数; ECLO; 사고유형; 운영시간; population; week; zone type id";
    for name in names.split(';').map(str::trim) {
        assert_eq!(of(name), None, "{name}");
    }
}

#[test]
fn denied_and_complementary_names_have_no_role() {
    let names = "Kunden ohne Ausfall; clientes no afectados; Clientes sin interrupción; CustomersNoOutage; customers not affected; \
        unaffected customers; Clients non coupés; Clientes sem interrupção; klanten zonder storing; 미정전 고객수; 정전 없는 고객; 未停电用户数; \
        非停電戸数; Customers restored; Customers served; Kunden mit Strom; customers not without power; Power customers; Stromkunden; \
        Supply hours; Power on hours; hours on; Duration of supply; Hours of power; No outage duration (h); Duración sin interrupción (h); \
        송전시간(시간); supply time; power start";
    for name in names.split(';').map(str::trim) {
        assert_eq!(of(name), None, "{name}");
    }
}

#[test]
fn customers_without_supply_are_affected() {
    assert_all(
        Role::Customers,
        "customers without power; Kunden ohne Strom; clientes sin luz; clients sans électricité; customers no supply; customers without service; customers not supplied; No. affected customers; \
         no of customers out; customers out of power; Anzahl Kunden ohne Stromversorgung",
    );
    assert_all(Role::Duration(Some(Hours)), "hours without power; power outage hours; power restoration time (h)");
    assert_all(Role::End, "power on; power restored at; time on");
    assert_all(Role::Start, "power off; off time");
}

#[test]
fn names_above_may_change_what_is_counted() {
    let of = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        role(&names).map(|(role, _)| role)
    };
    for names in [
        &["Served customers", "customers", "Served"][..],
        &["Customers without outage", "without outage", "Customers"],
        &["Customers total", "total", "Customers"],
        &["Not interrupted customers", "customers", "Not interrupted"],
        &["Repair hours", "hours", "Repair"],
        &["Crew customers interrupted not", "customers interrupted", "Crew not"],
    ] {
        assert_eq!(of(names), None, "{names:?}");
    }
    assert_eq!(of(&["Impact customers affected", "customers affected", "Impact"]), Some(Role::Customers));
    assert_eq!(of(&["Customers affected", "affected", "Customers"]), Some(Role::Customers));
    assert_eq!(of(&["Event data duration (h)", "duration (h)", "Event data"]), Some(Role::Duration(Some(Hours))));
}

#[test]
fn report_times_are_no_outage_times() {
    let names = "Report date; reported_at; Date of entry; created_at; Meldedatum; 접수일시; 登记时间; Fecha de registro; date_entered; \
        outage report time; last updated";
    for name in names.split(';').map(str::trim).filter(|name| *name != "last updated") {
        assert_eq!(of(name), Some(Role::Report), "{name}");
    }
    assert_eq!(of("last updated"), None);
}

#[test]
fn times_are_known_in_several_languages() {
    assert_all(
        Role::Date,
        "date; Date of outage; Datum; Fecha; Data; 날짜; 정전일자; 日期; outage_date; EVENT DATE; Date (yyyy)",
    );
    assert_all(
        Role::Start,
        "start; started_at; Outage start; Beginn; Störungsbeginn; Date de début; Hora de inicio; Início; 정전시작일시; 발생일시; \
         停电开始时间; startTime; from; interruption_start; start_datetime; Time off; Date/time of interruption start; Start (UTC); Time Out; Date/Time Out; Beginn [Europe/Berlin]; start (UTC+3)",
    );
    assert_all(
        Role::End,
        "end; restored_at; Ende; Heure de fin; Fecha fin; Fim; 복구일시; 복전시각; 恢复时间; EndTime; restoration_time; to; time on; \
         Restored date and time",
    );
    assert_all(Role::TimeZone, "timezone; time zone; tz; Zeitzone");
}

#[test]
fn durations_are_known_with_their_units() {
    assert_all(
        Role::Duration(Some(Hours)),
        "duration_hours; hours; Dauer (h); Durée [heures]; outage_hours; hours out; 정전시간(시간); 停电时长（小时）; duration_h; \
         Duración (horas); Duração (h); Duration, hrs",
    );
    assert_all(
        Role::Duration(Some(Minutes)),
        "Duration (min); minutes; Dauer in Minuten; Duración (minutos); 정전시간(분); 停电时长(分钟); duration, min; \
         Restoration time (min); Duration [m]; Ausfalldauer (Min.); outage minutes; Duration in minutes; Total minutes",
    );
    assert_all(Role::Duration(Some(Seconds)), "Duration (seconds); duration_sec");
    assert_all(Role::Duration(Some(HoursMinutes)), "Duration (hh:mm); Dauer (HH:MM); Duration (hours and minutes)");
    assert_all(Role::Duration(None), "duration; Dauer; Durée; 停电时长; outage duration");
    assert_all(Role::TimeOrDuration, "정전시간; outage time; 停电时间; Interruption Time");
}

#[test]
fn customers_regions_and_causes_are_known() {
    assert_all(
        Role::Customers,
        "customers; Affected Customers; No. of customers affected; # customers; Betroffene Kunden; Clients coupés; \
         Clientes afectados; Consumidores afetados; 정전고객수; 停电用户数; customers_out; CustomersInterrupted; 고객수(호); 影响户数; \
         Total customers affected; No. of Cust. Affected; Customers Interrupted (CI); Nº de clientes afectados; 停電戸数",
    );
    assert_all(
        Role::Region,
        "region; District; Service area; Gebiet; Région; Región; 지역; 시군구; 地区; Region name; Município",
    );
    assert_all(
        Role::Cause,
        "cause; Cause of outage; Ursache; Störungsursache; Cause de la coupure; Causa; Motivo; 원인; 정전 원인; 停电原因; \
         outage cause category; Reason",
    );
}
