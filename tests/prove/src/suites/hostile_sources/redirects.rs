//! Redirects.

use super::{
    attack::{Attack, List},
    lists,
};
use sisuiq_sources::server::{Framing, Reply};

/// Redirects from the usual address, relative ones among them.
const LOCATIONS: [(&str, &str); 12] = [
    ("//127.0.0.1/", "host_is_address"),
    ("//2130706433/a", "host_is_address"),
    ("//evil.net/sdn.csv", "host_not_allowed"),
    ("///evil.net/", "url_malformed"),
    ("/\\evil.net/", "url_malformed"),
    ("//www.treasury.gov:22/", "port_not_allowed"),
    ("//user@files.treasury.gov/", "url_has_credentials"),
    ("http:/ofac/sdn.csv", "scheme_not_https"),
    ("/ofac/sdn.csv", "redirect_loop"),
    ("#part", "redirect_loop"),
    ("sdn.csv", "redirect_loop"),
    ("https://www.treasury.gov:443/ofac/sdn.csv", "redirect_loop"),
];

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

pub(super) fn all() -> Vec<Attack> {
    let mut attacks: Vec<Attack> = LOCATIONS.map(|(to, code)| Attack::redirecting(to, code)).into();
    let answering = |what: &str, reply: Reply, ends| Attack::answering(List::Ofac, what, reply, ends);
    for status in STATUSES {
        let reply = Reply::status(status).header("Location", "https://169.254.169.254/latest/meta-data/");
        attacks.push(answering(&format!("status {status} to an address of a cloud"), reply, "host_is_address"));
        attacks.push(answering(&format!("status {status} to nowhere"), Reply::status(status), "redirect_malformed"));
    }
    let two = Reply::redirect("https://files.treasury.gov/a").header("Location", "https://evil.net/");
    attacks.push(answering("a redirect to two places", two, "redirect_malformed"));
    let there = "https://files.treasury.gov/sdn.csv";
    let onward = |what: &str, reply: Reply, ends| {
        let attack = Attack::redirecting(there, ends).and(there, reply).connecting(2);
        Attack { what: format!("a redirect to {what}"), ..attack }
    };
    attacks.extend([
        onward("an error page", Reply::error_page(), "error_page"),
        onward("a file that is gone", Reply::status(410), "not_found"),
        onward(
            "a cut file",
            Reply::file("text/csv", lists::ofac()).framing(Framing::WrongLength(9_000)),
            "body_truncated",
        ),
        onward("a cut list", Reply::file("text/csv", lists::cut_ofac()), "list_truncated"),
        onward("one that redirects back", Reply::redirect(List::Ofac.url()), "redirect_loop"),
        onward("one that redirects to an address", Reply::redirect("https://[::1]/"), "host_is_address"),
        onward("a bomb", Reply::gzip_bomb(4 << 20), "compression_ratio"),
    ]);
    attacks.push(chain());
    attacks
}

/// A chain of six: five are followed.
fn chain() -> Attack {
    let place = |hop: usize| format!("https://files.treasury.gov/{hop}");
    let first = Attack::redirecting(&place(1), "too_many_redirects").connecting(6);
    let chain = (1..6).fold(first, |attack, hop| attack.and(&place(hop), Reply::redirect(&place(hop + 1))));
    Attack { what: "a chain of redirects".to_owned(), ..chain }
}
