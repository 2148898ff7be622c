//! `GET /api/datasets/districts.geojson`: the outlines of the legal districts of Daegu.

use crate::body::Body;
use serde::Serialize;
use sisuiq_charts::{FeatureCollection, districts};
use sisuiq_http::{Forbidden, PreferredLanguage, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

/// The outlines of all districts.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "type": "FeatureCollection",
    "features": [{
        "type": "Feature",
        "properties": { "code": 0, "district": "대구광역시 남구 대명동", "bjd_code": "27200103" },
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[[128.59067, 35.85727], [128.59472, 35.85656], [128.59446, 35.8572], [128.59067, 35.85727]]]],
        },
    }],
    "attribution": "법정동 경계: © 국토교통부 국토지리정보원",
}))]
pub(crate) struct OutlinesOut {
    #[serde(flatten)]
    #[schema(value_type = FeatureCollection)]
    outlines: &'static FeatureCollection,
    /// The source, which a map that shows them has to name.
    attribution: String,
}

/// Get the outlines of districts
///
/// The 199 legal districts of Daegu as GeoJSON, simplified by about 20 m. The properties of each are its `code` from 0 to 198, its name
/// (`district`) and the code of the legal district (`bjd_code`).
#[utoipa::path(
    get,
    path = "/api/datasets/districts.geojson",
    tag = "datasets",
    responses((status = 200, body = OutlinesOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn outlines(
    _caller: User<capabilities::TablesRead>,
    PreferredLanguage(language): PreferredLanguage,
) -> Result<Body> {
    let attribution = districts::attribution(language);
    Body::of(language, "", &OutlinesOut { outlines: districts::outlines(), attribution })
}
