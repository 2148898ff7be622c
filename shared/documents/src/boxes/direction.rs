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

    /// The direction of a step on the page, when it is straight enough.
    pub(crate) fn of_step((right, down): (f32, f32)) -> Option<Self> {
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
    pub(crate) fn read_at(self, (x, y): (f32, f32), (width, height): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, width - x),
            Self::Left => (width - x, height - y),
            Self::Up => (height - y, x),
        }
    }

    /// The point of the page that is so far along and below.
    pub(super) fn shown_at(self, (along, below): (f32, f32), (width, height): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Right => (along, below),
            Self::Down => (width - below, along),
            Self::Left => (width - along, height - below),
            Self::Up => (below, height - along),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_at_inverts_read_at() {
        for direction in Direction::ALL {
            assert_eq!(Direction::of(direction.number()), direction);
            let there = direction.read_at((10.0, 20.0), (600.0, 800.0));
            assert_eq!(direction.shown_at(there, (600.0, 800.0)), (10.0, 20.0));
        }
    }

    #[test]
    fn a_slanted_step_has_no_direction() {
        assert_eq!(Direction::of_step((0.7, 0.7)), None);
        assert_eq!(Direction::of_step((0.0, -1.0)), Some(Direction::Up));
    }
}
