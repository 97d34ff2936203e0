extension Mobility {
    /// One place of a stay.
    public enum Segment {
        /// The country or region.
        public static let country = Field<String>(
            "country", .code(CodeLists.countries), zh: "国家（地区）", en: "Country or region", [.required])
        /// The town.
        public static let city = Field<String>("city", .text(max: 120), zh: "城市", en: "City")
        /// Who is the host there.
        public static let institutionName = Field<LocalizedText>(
            "institutionName", .localized(max: 200), zh: "接待机构", en: "Host institution")
        /// When.
        public static let period = Field<Period>("period", .period, zh: "起止", en: "Period")

        static let fields: [FieldSpec] = [
            Self.country.spec, Self.city.spec, Self.institutionName.spec, Self.period.spec,
        ]
    }
}
