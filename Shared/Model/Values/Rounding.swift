/// How a quotient is brought to a fixed number of places.
///
/// Part of a metric's definition: 147 of 191 is 77.0 % or 76.9 %.
public enum Rounding: String, Sendable, Hashable, CaseIterable {
    /// To the nearest, halves away from zero (四舍五入).
    case halfUp = "half_up"
    /// To the nearest, halves to the even digit.
    case halfEven = "half_even"
    /// Towards zero: the further digits are cut off.
    case down
    /// Away from zero.
    case up

    /// `numerator / denominator`, rounded.
    ///
    /// The denominator must not be zero.
    public func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard remainder != 0 else { return quotient }
        let away: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
        let twice = remainder.magnitude * 2
        let half = denominator.magnitude
        let goesAway =
            switch self {
            case .down: false
            case .up: true
            case .halfUp: twice >= half
            case .halfEven: twice > half || twice == half && !quotient.isMultiple(of: 2)
            }
        return goesAway ? quotient + away : quotient
    }
}
