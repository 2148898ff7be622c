use super::{PageSize, Point};

/// The direction of a line, as a person sees the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Right,
    Down,
    Left,
    Up,
}

impl Direction {
    const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// From 0 to 3.
    pub(super) fn number(self) -> u64 {
        match self {
            Self::Right => 0,
            Self::Down => 1,
            Self::Left => 2,
            Self::Up => 3,
        }
    }

    /// The direction of the lowest two bits.
    pub(super) fn of(number: u64) -> Self {
        Self::ALL.into_iter().find(|direction| direction.number() == number & 3).unwrap_or(Self::Right)
    }

    /// The direction of a step of length 1 on the page, if it is along an edge, give or take about 2.5 degrees.
    pub(crate) fn of_step(right: f32, down: f32) -> Option<Self> {
        const STRAIGHT: f32 = 0.999;
        match (right, down) {
            (right, _) if right > STRAIGHT => Some(Self::Right),
            (right, _) if right < -STRAIGHT => Some(Self::Left),
            (_, down) if down > STRAIGHT => Some(Self::Down),
            (_, down) if down < -STRAIGHT => Some(Self::Up),
            _ => None,
        }
    }

    /// The coordinates of a point along lines of this direction, and below their reader's upper edge.
    pub(crate) fn read_at(self, point: Point, page: PageSize) -> Point {
        let Point { x, y } = point;
        let PageSize { width, height } = page;
        match self {
            Self::Right => point,
            Self::Down => Point { x: y, y: width - x },
            Self::Left => Point { x: width - x, y: height - y },
            Self::Up => Point { x: height - y, y: x },
        }
    }

    /// The point of the page with these coordinates; inverts [`Self::read_at`].
    pub(super) fn shown_at(self, read: Point, page: PageSize) -> Point {
        let Point { x: along, y: below } = read;
        let PageSize { width, height } = page;
        match self {
            Self::Right => read,
            Self::Down => Point { x: width - below, y: along },
            Self::Left => Point { x: width - along, y: height - below },
            Self::Up => Point { x: below, y: height - along },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_at_inverts_read_at() {
        let point = Point { x: 10.0, y: 20.0 };
        let page = PageSize { width: 600.0, height: 800.0 };
        for direction in Direction::ALL {
            assert_eq!(Direction::of(direction.number()), direction);
            assert_eq!(direction.shown_at(direction.read_at(point, page), page), point);
        }
    }

    #[test]
    fn a_slanted_step_has_no_direction() {
        assert_eq!(Direction::of_step(0.7, 0.7), None);
        assert_eq!(Direction::of_step(0.0, -1.0), Some(Direction::Up));
    }
}
