//! How unlikely something is, in whole sixteenths of a bit: costs add up where chances multiply.

/// Sixteenths of a bit.
pub(super) type Bits = i32;

/// One bit.
pub(super) const BIT: Bits = 16;

/// The binary logarithm of a count, rounded down to a sixteenth; 0 for 0.
pub(super) fn log(count: u64) -> Bits {
    let Some(whole) = count.checked_ilog2() else { return 0 };
    // The figure as 1.x in 32 binary places, squared four times: each carry is a binary place.
    let mut rest = u128::from(count) << 32 >> whole;
    let mut bits = i32::try_from(whole).unwrap_or(0);
    for _ in 0..4 {
        rest = rest.wrapping_mul(rest) >> 32;
        bits = bits.wrapping_mul(2);
        if rest >= 2 << 32 {
            rest >>= 1;
            bits = bits.wrapping_add(1);
        }
    }
    bits
}

/// `2^30 ÷ 2^cost`: a chance in fixed point, for adding up.
pub(super) fn chance(cost: Bits) -> u64 {
    // 2^30 × 2^(-n ÷ 16)
    const PARTS: [u64; 16] = [
        1_073_741_824,
        1_028_218_693,
        984_625_594,
        942_880_699,
        902_905_651,
        864_625_413,
        827_968_132,
        792_865_000,
        759_250_125,
        727_060_411,
        696_235_434,
        666_717_336,
        638_450_708,
        611_382_493,
        585_461_881,
        560_640_218,
    ];
    let cost = u32::try_from(cost.max(0)).unwrap_or(0);
    let part = PARTS.get(usize::try_from(cost % 16).unwrap_or(0)).copied().unwrap_or(0);
    part.checked_shr(cost / 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_the_tables() {
        let expected =
            [(0, 0), (1, 0), (2, 16), (3, 25), (4, 32), (10, 53), (1000, 159), (u64::MAX, 1023)];
        for (count, bits) in expected {
            assert_eq!(log(count), bits, "{count}");
        }
    }

    #[test]
    fn chances_halve_with_each_bit() {
        assert_eq!(chance(0), 1 << 30);
        assert_eq!(chance(BIT), 1 << 29);
        assert_eq!(chance(10 * BIT), 1 << 20);
        assert_eq!(chance(100 * BIT), 0);
    }
}
