/// What is said to replace a webhook's secret.
public enum RotateSecret {
    /// For how long the secrets before go on signing beside the new one.
    public static let overlap = Field<Int64>(
        "overlapHours", .integer(0...168), zh: "旧密钥保留小时数", en: "Hours of overlap",
        help: Label(
            zh: "其间每个请求同时带新旧两个签名；默认 24 小时，0 为立即失效。",
            en: "During these every request bears both signatures; 24 unless given, 0 ends the old one at once."))

    /// All that may be said.
    public static let fields = FieldSet([Self.overlap])
    /// The overlap when nothing is said.
    public static let usualHours: Int64 = 24
}
