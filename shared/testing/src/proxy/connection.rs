//! One connection.

use super::pump::{End, Link, Pump, Way};
use tokio::{net::TcpStream, pin, select};

/// Forwards a connection until it ends, and ends it as the mode requires.
pub(super) async fn carry(mut client: TcpStream, target: &str, link: Link) {
    if relay(&mut client, target, link).await == End::Reset {
        // a closed connection cannot be reset any more
        let _is_gone = client.set_zero_linger();
    }
}

async fn relay(client: &mut TcpStream, target: &str, link: Link) -> End {
    let Ok(mut server) = TcpStream::connect(target).await else { return End::Reset };
    let _slower_without = (client.set_nodelay(true), server.set_nodelay(true));
    let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
    let questions = Pump { from: from_client, to: to_server, way: Way::Questions, link: link.clone() }.run();
    let answers = Pump { from: from_server, to: to_client, way: Way::Answers, link }.run();
    pin!(questions, answers);
    select! {
        end = &mut questions => if end == End::Said { answers.await } else { end },
        end = &mut answers => if end == End::Said { End::Closed } else { end },
    }
}
